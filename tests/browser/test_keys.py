"""Single keys: what they do, that they are silent while somebody types, and that they can be switched off for good."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from moderation.escalations import actions
from moderation.models import Case, Escalation, User
from moderation.policy.decisions import DECISIONS
from tests.browser.conftest import OpenPage
from tests.builders import make_case, make_message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def three(reviews: object) -> list[Case]:
    """Three open cases, the most urgent first."""
    return [make_case(make_message(f"The zip broke {times} times."), priority=90 - times) for times in range(3)]


@pytest.fixture
def queue(page_of: OpenPage, ana: User, three: list[Case]) -> Page:
    page = page_of(ana)
    page.goto("/c/tarnfell/queue/")
    return page


@pytest.fixture
def on_case(page_of: OpenPage, ana: User, three: list[Case]) -> Page:
    """The page of the second of the three."""
    page = page_of(ana)
    page.goto(f"/c/tarnfell/cases/{three[1].pk}/")
    return page


@pytest.fixture
def on_escalated(page_of: OpenPage, ana: User, lee: User, three: list[Case]) -> Callable[[str, str], Page]:
    """A page that Ana or Lee, who leads PR, has opened once PR was asked about the first case."""

    def opening(who: str, address: str) -> Page:
        page = page_of({"ana": ana, "lee": lee}[who])
        page.goto(f"/c/tarnfell/{address.format(three[0].pk)}")
        return page

    actions.escalate(three[0], ana, timezone.now(), team="pr", asks="May we answer this?")
    return opening


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def here(page: Page) -> str:
    """The row that has the focus."""
    return str(page.evaluate("document.activeElement.closest('.row')?.id ?? ''"))


@pytest.mark.parametrize(
    ("keys", "row"), [("j", 0), ("jj", 1), ("jjj", 2), ("jjjj", 2), ("jjk", 0), ("k", 2), ("jkk", 0)]
)
def test_j_and_k_move_from_row_to_row_and_stop_at_the_ends(keys: str, row: int, queue: Page, three: list[Case]) -> None:
    press(queue, *keys)
    assert here(queue) == f"case-{three[row].pk}"


def test_enter_opens_the_row(queue: Page, three: list[Case]) -> None:
    press(queue, "j", "j", "Enter")
    expect(queue).to_have_url(f"/c/tarnfell/cases/{three[1].pk}/")


def test_c_claims_the_row_and_stays_on_it(queue: Page, three: list[Case]) -> None:
    press(queue, "j", "j", "c")
    expect(queue.locator(f"#case-{three[1].pk} .row-owner")).to_contain_text("You")
    expect(queue.locator(f"#case-{three[1].pk} .who")).to_be_focused()
    press(queue, "j")
    assert here(queue) == f"case-{three[2].pk}"
    assert list(Case.objects.exclude(assignee=None)) == [three[1]]


def test_c_without_a_row_goes_to_the_first_and_claims_nothing(queue: Page, three: list[Case]) -> None:
    press(queue, "c")
    assert here(queue) == f"case-{three[0].pk}"
    assert not Case.objects.exclude(assignee=None).exists()


def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(queue: Page) -> None:
    press(queue, "?")
    expect(queue.get_by_role("dialog", name="Keys")).to_be_visible()
    press(queue, "j", "Escape")
    expect(queue.get_by_role("dialog", name="Keys")).to_be_hidden()
    assert here(queue) == ""


@pytest.mark.parametrize(
    ("who", "address", "words"),
    [
        ("ana", "cases/{}/", "close it without a decision"),
        ("ana", "health/", "go to a case by its number"),
        ("ana", "to-do/", "claim the case"),
        ("lee", "escalations/", "answer, and go on to the next"),
        ("lee", "cases/{}/", "write a note"),
    ],
)
def test_a_question_mark_lists_the_keys_on_every_page(
    on_escalated: Callable[[str, str], Page], who: str, address: str, words: str
) -> None:
    opened = on_escalated(who, address)
    press(opened, "?")
    keys = opened.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text(words)
    press(opened, "Escape")
    expect(keys).to_be_hidden()
    opened.get_by_role("button", name="Keys").click()
    expect(keys).to_be_visible()


def test_z_in_the_queue_takes_back_what_its_message_is_about(on_case: Page, three: list[Case]) -> None:
    """The message stands on whatever page comes next."""
    form = on_case.locator("#decide")
    typed = {
        name: form.locator(f"[name={name}]").input_value() for name in ("csrfmiddlewaretoken", "revision", "shown")
    }
    address = f"{on_case.url}decide/"
    assert on_case.request.post(address, form=typed | {"action": "keep"}, max_redirects=0).status == 303
    on_case.goto("/c/tarnfell/queue/")
    expect(on_case.locator("#toasts")).to_contain_text(f"Case {three[1].pk} decided: keep.")
    press(on_case, "z")
    expect(on_case).to_have_url(f"/c/tarnfell/cases/{three[1].pk}/")
    expect(on_case.locator("#toasts")).to_contain_text("Undone: the decision.")
    assert Case.objects.open().count() == 3


def test_letters_are_only_letters_while_somebody_types(queue: Page, three: list[Case]) -> None:
    press(queue, "j", "/", "c", "j", "?")
    search = queue.get_by_role("searchbox")
    expect(search).to_be_focused()
    expect(search).to_have_value("cj?")
    expect(queue.get_by_role("dialog", name="Keys")).to_be_hidden()
    assert not Case.objects.exclude(assignee=None).exists()


def test_a_letter_with_a_modifier_belongs_to_the_browser(queue: Page) -> None:
    press(queue, "Control+j")
    assert here(queue) == ""


def test_switched_off_they_stay_off_on_every_page(queue: Page, three: list[Case]) -> None:
    press(queue, "?")
    queue.get_by_label("Single keys work").uncheck()
    queue.get_by_role("button", name="Close", exact=True).click()
    queue.reload()
    press(queue, "j")
    assert here(queue) == ""
    queue.goto(f"/c/tarnfell/cases/{three[0].pk}/")
    press(queue, "c", "j")
    expect(queue).to_have_url(f"/c/tarnfell/cases/{three[0].pk}/")
    expect(queue.get_by_role("button", name="Claim")).to_be_visible()
    queue.goto("/c/tarnfell/queue/")
    queue.get_by_role("button", name="all keys").click()
    queue.get_by_label("Single keys work").check()
    press(queue, "Escape")
    queue.reload()
    press(queue, "j")
    assert here(queue) == f"case-{three[0].pk}"


@pytest.mark.parametrize(("key", "other"), [("j", 2), ("k", 0)])
def test_j_and_k_go_from_case_to_case(key: str, other: int, on_case: Page, three: list[Case]) -> None:
    press(on_case, key)
    expect(on_case).to_have_url(f"/c/tarnfell/cases/{three[other].pk}/")


@pytest.mark.parametrize(("key", "field"), [("r", "Reply text"), ("m", "Note"), ("q", "Why")])
def test_a_key_begins_to_write(key: str, field: str, on_case: Page) -> None:
    press(on_case, key, "h", "c")
    expect(on_case.get_by_label(field, exact=True)).to_be_focused()
    expect(on_case.get_by_label(field, exact=True)).to_have_value("hc")
    expect(on_case.get_by_role("button", name="Claim")).to_be_visible()


def test_c_claims_a_decides_and_z_takes_it_back(on_case: Page, three: list[Case]) -> None:
    press(on_case, "c")
    expect(on_case.locator(".head")).to_contain_text("You claimed it")
    press(on_case, "a")
    expect(on_case).to_have_url(f"/c/tarnfell/cases/{three[2].pk}/")
    expect(on_case.locator("#toasts")).to_contain_text(f"Case {three[1].pk} decided: keep.")
    # The words of a page stand there before it listens.
    on_case.wait_for_load_state()
    press(on_case, "z")
    expect(on_case).to_have_url(f"/c/tarnfell/cases/{three[1].pk}/")
    expect(on_case.locator("#toasts")).to_contain_text("Undone: the decision.")
    assert Case.objects.open().count() == 3


def test_the_table_says_which_key_decides_what(
    on_case: Page, three: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DECISIONS, "keep", replace(DECISIONS["keep"], key="U"))
    on_case.reload()
    press(on_case, "a", "u")
    expect(on_case.locator("#toasts")).to_contain_text(f"Case {three[1].pk} decided: keep.")
    assert Case.objects.closed().count() == 1


def test_control_enter_sends_what_one_writes(on_case: Page, three: list[Case]) -> None:
    press(on_case, "r")
    on_case.keyboard.type("Thank you.")
    press(on_case, "Control+Enter")
    expect(on_case.locator("#toasts")).to_contain_text(f"Reply to case {three[1].pk} stands under To do")


# ── escalations ─────────────────────────────────────────────────────────


@pytest.fixture
def escalated(page_of: OpenPage, ana: User, lee: User, three: list[Case]) -> Page:
    """The page of Lee, whose team was asked about all three."""
    for case in three:
        actions.escalate(case, ana, timezone.now(), team="pr", asks="May we answer this?")
    page = page_of(lee)
    page.goto("/c/tarnfell/escalations/")
    return page


def test_e_opens_the_form_that_escalates_and_the_form_works_with_the_keyboard_alone(
    lee: User, on_case: Page, three: list[Case]
) -> None:
    press(on_case, "e")
    expect(on_case.get_by_role("radio", name="Support")).to_be_focused()
    on_case.get_by_role("radio", name="PR Lee").check()
    on_case.get_by_label("What is asked of the team").fill("May we answer this?")
    on_case.get_by_role("button", name="Escalate").click()
    expect(on_case.locator("#toasts")).to_contain_text(f"Case {three[1].pk} is with PR.")
    assert Escalation.objects.get().case == three[1]


def test_a_acknowledges_the_escalation_that_j_and_k_have_come_to(escalated: Page) -> None:
    press(escalated, "a")
    expect(escalated.locator("article.esc").first).to_be_focused()
    assert not Escalation.objects.exclude(acknowledged_at=None).exists()
    press(escalated, "j", "j", "j", "k", "a")
    expect(escalated.locator("#toasts")).to_contain_text("acknowledged")
    second = Escalation.objects.order_by("pk")[1]
    assert second.state == Escalation.State.ACKNOWLEDGED
    assert Escalation.objects.exclude(acknowledged_at=None).count() == 1


def test_letters_typed_into_an_answer_are_only_letters(escalated: Page) -> None:
    escalated.get_by_text("Answer back").first.click()
    field = escalated.get_by_label("The answer, as the member may read it").first
    field.focus()
    press(escalated, "a", "j")
    expect(field).to_have_value("aj")
    assert not Escalation.objects.exclude(acknowledged_at=None).exists()
