"""What a target comes to, while targets and hours are typed."""

import pytest
from playwright.sync_api import expect

from community.models import Community
from moderation.models import ResponseTarget, User, WorkingHours
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_follows_what_is_typed_and_nothing_is_stored(page_of: OpenPage, tarnfell: Community, ada: User) -> None:
    page = page_of(ada)
    page.goto("/c/tarnfell/settings/promises/")
    comes_to = page.locator("#comes-high_decision")
    page.get_by_label("High, decision").fill("8h")
    expect(comes_to).to_have_text("8h = 8 hours: asked Thu 10:00, due Thu 18:00")
    page.get_by_label("in these hours").check()
    for day in ("Thursday", "Friday"):
        page.get_by_label(f"{day}, from").fill("09:00")
        page.get_by_label(f"{day}, to").fill("12:00")
        page.get_by_label(f"{day}, window 2, from").fill("22:00")
        page.get_by_label(f"{day}, window 2, to").fill("01:00")
    expect(comes_to).to_have_text("8h = 8 working hours: asked Thu 10:00, due Fri 12:00")
    page.locator('[name="high_any_hour"]').check()
    expect(comes_to).to_have_text("8h = 8 hours: asked Thu 10:00, due Thu 18:00")
    assert not ResponseTarget.objects.exists()
    assert not WorkingHours.objects.exists()
