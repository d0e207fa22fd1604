"""The page that opens a case by hand, and the ways to it."""

import pytest
from django.test import Client

from community.models import Message
from community.models.messages import EMPTIED
from moderation.models import Case, User
from tests.builders import NOON, make_case, make_escalation, make_message, make_reply
from tests.web.cases.browsing import address, shown, text_of


def page(message: Message) -> str:
    return f"/c/tarnfell/messages/{message.pk}/case/"


def test_the_conversation_leads_to_a_case_for_each_other_message(desk: Client, case: Case) -> None:
    ours = make_reply(case.message, from_staff=True)
    gone = make_reply(case.message, removed_at=NOON)
    erased = make_reply(case.message, digest=EMPTIED)
    html = shown(desk, case)
    assert page(ours) in html
    assert not [each for each in (case.message, gone, erased) if page(each) in html]


def test_the_authors_other_messages_lead_there_too(desk: Client, case: Case) -> None:
    other = make_message("Elsewhere.", channel=case.channel, author=case.author)
    about = make_case(make_message("Known.", channel=case.channel, author=case.author))
    html = shown(desk, case)
    assert page(other) in html
    assert page(about.message) not in html


def test_a_lead_sees_no_such_way(client: Client, case: Case, lee: User) -> None:
    make_escalation(case)
    other = make_reply(case.message)
    client.force_login(lee)
    assert page(other) not in shown(client, case)
    assert client.get(page(other)).status_code == 403


def test_a_reason_opens_a_case_that_can_be_undone(desk: Client, case: Case, ana: User) -> None:
    message = make_message("Look at this.", channel=case.channel, author=None, guest_name="Guest")
    assert "Look at this." in text_of(desk.get(page(message)))
    answer = desk.post(page(message), {"why": "Somebody should look."}, follow=True)
    opened = Case.objects.get(message=message)
    said = text_of(answer)
    assert answer.redirect_chain == [(address(opened), 303)]
    assert f"Case {opened.pk} is open, and yours." in said
    assert "Somebody opened it by hand; why stands in what happened." in said
    assert "opened the case" in said
    assert "Somebody should look." in said
    assert address(opened, "undo") in said
    desk.post(address(opened, "undo"))
    opened.refresh_from_db()
    assert opened.closed_at


@pytest.mark.parametrize("why", ["", "   ", "x" * 5000])
def test_a_reason_is_owed_and_bounded_and_what_was_typed_stays(desk: Client, case: Case, why: str) -> None:
    other = make_reply(case.message)
    answer = desk.post(page(other), {"why": why})
    assert answer.status_code == 422
    assert Case.objects.count() == 1
    assert why.strip()[:50] in text_of(answer)


def test_the_page_says_which_case_it_joins(desk: Client, case: Case) -> None:
    second = make_reply(case.message, "And again.", author=case.author)
    said = text_of(desk.get(page(second)))
    assert f"Add it to case {case.pk}" in said
    answer = desk.post(page(second), {"why": "The same."}, follow=True)
    assert f"The message joined case {case.pk}" in text_of(answer)
    assert "added a message" in text_of(answer)


def test_the_page_leads_to_the_case_that_a_message_has(desk: Client, case: Case) -> None:
    said = text_of(desk.get(page(case.message)))
    assert address(case) in said
    assert '<form class="panel' not in said
    assert desk.post(page(case.message), {"why": "Again."}).status_code == 409


@pytest.mark.parametrize(
    ("gone", "reason"),
    [({"removed_at": NOON}, "removed at the source"), ({"digest": EMPTIED, "text": ""}, "was erased")],
    ids=["removed", "erased"],
)
def test_the_page_says_why_there_can_be_none(desk: Client, case: Case, gone: dict[str, object], reason: str) -> None:
    message = make_reply(case.message, **gone)
    assert reason in text_of(desk.get(page(message)))
    refused = desk.post(page(message), {"why": "Look."})
    assert refused.status_code == 409
    assert reason in text_of(refused)


def test_a_row_of_the_queue_says_that_a_person_opened_it(desk: Client, case: Case) -> None:
    message = make_message("Look.", channel=case.channel, author=None)
    desk.post(page(message), {"why": "Look."})
    assert "opened by hand" in text_of(desk.get("/c/tarnfell/queue/"))
