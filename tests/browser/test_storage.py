"""Every screen works in a browser that blocks its storage."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from moderation.escalations import actions
from moderation.models import Case, Escalation, User
from tests.browser.conftest import OpenPage
from tests.builders import make_case, make_message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BLOCKED = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("The user denied it.", "SecurityError"); } });
}
"""


@pytest.fixture
def page(page_of: OpenPage, ana: User) -> Iterator[Page]:
    """Ana's page in such a browser; no script of it may break."""
    page, broke = page_of(ana), []
    page.context.add_init_script(BLOCKED)
    page.on("pageerror", lambda error: broke.append(str(error)))
    yield page
    assert broke == []


@pytest.fixture
def two(reviews: object) -> list[Case]:
    return [make_case(make_message(f"The zip broke {times} times."), priority=90 - times) for times in range(2)]


def test_the_browser_of_these_tests_blocks_its_storage(page: Page, two: list[Case]) -> None:
    page.goto("/c/tarnfell/queue/")
    throws = "name => { try { return String(window[name]); } catch (error) { return error.name; } }"
    assert [page.evaluate(throws, name) for name in ("localStorage", "sessionStorage")] == ["SecurityError"] * 2


def test_the_keys_of_the_queue_work_and_can_be_switched_off(page: Page, two: list[Case]) -> None:
    page.goto("/c/tarnfell/queue/")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator(f"#case-{two[0].pk} .row-owner")).to_contain_text("You")
    page.keyboard.press("?")
    page.get_by_label("Single keys work").uncheck()
    page.get_by_role("button", name="Close", exact=True).click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.row')") is None


def test_a_filter_that_is_chosen_with_the_mouse_takes_effect(page: Page, two: list[Case]) -> None:
    page.goto("/c/tarnfell/queue/")
    page.locator("select[name=severity]").dispatch_event("pointerdown")
    page.locator("select[name=severity]").select_option("low")
    expect(page).to_have_url("/c/tarnfell/queue/?severity=low")


def test_the_keys_of_a_case_work_and_what_is_typed_is_sent(page: Page, two: list[Case]) -> None:
    page.goto(f"/c/tarnfell/cases/{two[0].pk}/")
    page.keyboard.press("c")
    expect(page.locator(".head")).to_contain_text("You claimed it")
    page.keyboard.press("m")
    page.keyboard.type("Seen by me.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Seen by me.")
    expect(page.get_by_label("Note", exact=True)).to_have_value("")


def test_the_keys_of_the_escalations_work(page: Page, two: list[Case], ana: User) -> None:
    actions.escalate(two[0], ana, timezone.now(), team="pr", asks="May we answer this?")
    page.goto("/c/tarnfell/escalations/")
    page.keyboard.press("j")
    expect(page.locator(".esc").first).to_be_focused()
    assert Escalation.objects.get().state == Escalation.State.NEW


def test_the_theme_changes_and_lasts_as_long_as_the_page(page: Page, two: list[Case]) -> None:
    page.goto("/c/tarnfell/queue/")
    for theme in ("light", "dark"):
        page.get_by_role("button", name="Theme").click()
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
    page.reload()
    expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")
