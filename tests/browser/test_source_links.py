"""A browser opens the host that the desk shows beside a link."""

import pytest
from playwright.sync_api import Page, expect

from community.models import Message
from moderation.models import Case, User
from moderation.web.shared.source import source_of
from tests.browser.conftest import OpenPage
from tests.web.shared.test_source import LINKS, hostile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.shared
def test_of_every_known_trick_the_host_is_shown_that_opens(page: Page) -> None:
    urls = [*hostile(), *(url for url, *_ in LINKS)]
    found = [source for url in urls if (source := source_of(url))]
    opened = page.evaluate("urls => urls.map(url => new URL(url).host)", [source.address for source in found])
    assert len(found) > 50
    # Each writes the short form of the numbers in brackets in its own way.
    pairs = [(source.host, host) for source, host in zip(found, opened, strict=True) if "[" not in host]
    assert [pair for pair in pairs if len(set(pair)) > 1] == []


def test_a_look_alike_is_seen_for_what_it_is(page_of: OpenPage, ana: User, case: Case) -> None:
    long = "a" * 60
    url = f"https://shop.example@{long}.{long}.аpple.com/"
    Message.objects.filter(pk=case.message_id).update(url=url)
    page = page_of(ana, viewport={"width": 360, "height": 800})
    page.goto(f"/c/tarnfell/cases/{case.pk}/")
    link = page.locator("#it").get_by_role("link", name="open at source")
    host = f"{long}.{long}.xn--pple-43d.com"
    expect(link).to_have_text(f"open at source: {host}")
    assert link.evaluate("link => new URL(link.href).host") == host
    # In full, and not over the edge of a phone.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert link.evaluate("link => link.getBoundingClientRect().right <= innerWidth")
