"""No stored text is ever trusted: hostile ones in every field, on every screen, in a real browser."""

from collections.abc import Iterable

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from community.models import Community
from tests.browser import hostile, screens, unescaped
from tests.browser.conftest import OpenContext, OpenPage
from tests.browser.hostile import Say
from tests.browser.payloads import OWN, Corpus, Own, corpus
from tests.browser.witness import Witness

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.browser.unescaped"),
]
HOSTILE_TURNS = (0, 5, 11)
SHARES = 4
COMMUNITIES_A_SHARE = 8


def seen_on(page: Page, home: str, addresses: Iterable[str]) -> dict[str, list[str]]:
    """What a witness saw, by address; nothing is what it should be."""
    witness = Witness(page.context, home)
    saw = {}
    for address in addresses:
        page.goto(address, wait_until="load")
        if found := witness.look(page):
            saw[address] = found
    return saw


def walk(page_of: OpenPage, page: Page, community: Community, say: Say, home: str) -> dict[str, list[str]]:
    """Every screen, by everybody who may see one."""
    saw = seen_on(page, home, screens.of_a_stranger(say))
    ana, ada = page_of(hostile.person("ana")), page_of(hostile.person("ada"))
    saw |= seen_on(ana, home, [*screens.of_a_moderator(community, say), *screens.one_by_one(community)])
    saw |= seen_on(ada, home, screens.of_an_admin(community))
    saw |= seen_on(page_of(hostile.person("vic")), home, screens.of_a_viewer(community))
    return saw | seen_on(page_of(hostile.person("root")), home, screens.of_a_superuser())


@pytest.mark.parametrize("first", HOSTILE_TURNS)
def test_our_own_payloads_do_nothing_on_any_screen(first: int, page: Page, page_of: OpenPage, live_server) -> None:
    say = Own(first)
    community = hostile.poisoned(say)
    hostile.add(community, say)
    assert walk(page_of, page, community, say, str(live_server)) == {}
