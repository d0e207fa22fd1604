"""The database is locked while somebody works: nothing that was typed is lost, with scripts and without."""

import pytest
from playwright.sync_api import Page, expect

from moderation.models import Case, CaseEvent, User
from tests.browser.conftest import OpenPage
from tests.outages import lock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("impatient")]
TEXT = "She wrote to us twice.\nThe second time she was <b>angry</b>."


def noted() -> list[str]:
    return [event.why.replace("\r\n", "\n") for event in CaseEvent.objects.filter(kind="noted")]


def note(page: Page, case: Case) -> None:
    page.goto(f"/c/tarnfell/cases/{case.pk}/")
    page.locator("#note-text").fill(TEXT)


def test_with_scripts_the_page_stays_as_it_is(page_of: OpenPage, ana: User, case: Case) -> None:
    page = page_of(ana)
    note(page, case)
    with lock():
        page.locator("#add-note").click()
        expect(page.get_by_role("alert")).to_contain_text("Not sent. The server did not answer.")
        expect(page.locator("#note-text")).to_have_value(TEXT)
    assert noted() == []
    page.locator("#add-note").click()
    expect(page.locator("#note-text")).to_have_value("")
    assert noted() == [TEXT]
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_claim_in_the_queue_says_that_it_was_not_done(page_of: OpenPage, ana: User, case: Case) -> None:
    page = page_of(ana)
    page.goto("/c/tarnfell/queue/")
    with lock():
        page.get_by_role("button", name=f"Claim case {case.pk}").click()
        expect(page.locator("#toasts")).to_contain_text("Not done: the server did not answer.")
    page.get_by_role("button", name=f"Claim case {case.pk}").click()
    expect(page.locator(f"#case-{case.pk}")).to_contain_text("You")


def test_without_scripts_the_text_is_on_a_page_of_its_own(page_of: OpenPage, ana: User, case: Case) -> None:
    page = page_of(ana, java_script_enabled=False)
    note(page, case)
    with lock():
        page.locator("#add-note").click()
        expect(page.get_by_role("heading")).to_have_text("That is not saved yet")
        expect(page.get_by_label("Text")).to_have_value(TEXT)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name=f"Case {case.pk}")).to_be_visible()
    assert noted() == [TEXT]
