"""A lead reads no note and no reason that speaks of a conversation that the team was not asked about."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import Channel, Message
from moderation.cases import actions as case_actions
from moderation.cases import severity, splitting
from moderation.escalations import actions
from moderation.models import Case, CaseMessage, Escalation, Guideline, User
from moderation.policy.values import Severity
from tests.builders import make_case, make_channel, make_guideline, make_message, make_row, make_user
from tests.web.cases.browsing import act, address, text_of

# In every word of the other conversation.
SECRET = "hidden-mark"
NOT_SHOWN = "about other conversations of this case"


@pytest.fixture
def stove(reviews: Channel) -> Message:
    return make_message("Is the stove safe?")


@pytest.fixture
def threat(reviews: Channel) -> Message:
    return make_message("My hidden-mark lawyer.", channel=make_channel(reviews.community, "inbox", is_private=True))


@pytest.fixture
def case(stove: Message, threat: Message) -> Case:
    """Moira asks in public, and threatens in private."""
    case = make_case(stove)
    make_row(case, threat, opened_for=["finding"], severity=3, priority=80)
    return case


@pytest.fixture
def asked(case: Case, stove: Message, ana: User) -> Escalation:
    return ask(case, ana, "pr", stove)


def ask(case: Case, by: User, team: str, about: Message, note: str = "") -> Escalation:
    said = {"asks": "May we answer?", "note": note, "conversation": about.conversation_id}
    return actions.escalate(case, by, timezone.now(), team=team, **said)


@pytest.fixture
def lead(client: Client, lee: User) -> Client:
    client.force_login(lee)
    return client


def pages(client: Client, case: Case) -> str:
    where = [address(case), address(case) + "?thread=all", reverse("escalations", args=["tarnfell"])]
    return "".join(text_of(client.get(each)) for each in where)


def decide(case: Case, by: User, rows: list[CaseMessage], reason: str, guideline: Guideline | None = None) -> None:
    said = {"action": "hide", "guideline": guideline, "reason": reason, "revision": case.message.revision}
    shown = {row.pk: row.message.revision for row in case.rows.all()}
    case_actions.decide(case, by, timezone.now(), **said, shown=shown, chosen=[row.pk for row in rows])


def test_a_note_about_the_whole_case_is_counted_and_not_read(
    lead: Client, case: Case, asked: Escalation, ana: User
) -> None:
    case_actions.note(case, ana, timezone.now(), text="The hidden-mark lawyer is real.")
    page = pages(lead, case)
    assert SECRET not in page
    assert "1 note or reason about other conversations of this case is not shown." in page
    assert "wrote a note" not in page


def test_whoever_sees_cases_reads_every_note(client: Client, case: Case, asked: Escalation, ana: User) -> None:
    client.force_login(ana)
    case_actions.note(case, ana, timezone.now(), text="The hidden-mark lawyer is real.")
    page = pages(client, case)
    assert "The hidden-mark lawyer is real." in page
    assert NOT_SHOWN not in page


def test_a_lead_of_all_that_the_case_holds_reads_every_note(lead: Client, stove: Message, ana: User) -> None:
    case = make_case(stove)
    ask(case, ana, "pr", stove)
    case_actions.note(case, ana, timezone.now(), text="Look at the batch.")
    page = pages(lead, case)
    assert "Look at the batch." in page
    assert NOT_SHOWN not in page


def test_a_note_that_came_with_the_question_is_about_its_conversation(
    lead: Client, case: Case, stove: Message, threat: Message, ana: User
) -> None:
    ask(case, ana, "pr", stove, note="The stove of March.")
    ask(case, ana, "legal", threat, note="The hidden-mark lawyer.")
    page = pages(lead, case)
    assert "The stove of March." in page
    assert SECRET not in page
    assert f"1 note or reason {NOT_SHOWN}" in page


def test_a_lead_writes_for_whoever_sees_as_much(
    lead: Client, case: Case, asked: Escalation, threat: Message, ana: User
) -> None:
    assert act(lead, case, "note", text="We look at the stove.").status_code == 303
    assert "We look at the stove." in pages(lead, case)
    ask(case, ana, "legal", threat)
    lead.force_login(make_user("leo", "lead", team="legal"))
    assert "We look at the stove." not in pages(lead, case)


@pytest.mark.parametrize("happens", ["closed", "reopened", "corrected", "split", "decided"])
def test_a_reason_that_is_about_all_of_it_is_not_read(
    lead: Client, asked: Escalation, threat: Message, ana: User, happens: str
) -> None:
    case = asked.case
    now, why = timezone.now(), "The hidden-mark lawyer is real."
    if happens in ("closed", "reopened"):
        case_actions.close(case, ana, now, why=why)
    if happens == "reopened":
        case_actions.reopen(case, ana, now, why=why)
    if happens == "corrected":
        severity.correct_severity(case, ana, now, severity=Severity.CRITICAL, why=why)
    if happens == "split":
        splitting.split(case, ana, now, chosen=[case.rows.get(message=threat).pk], why=why)
    if happens == "decided":
        decide(case, ana, list(case.rows.all()), why, make_guideline(slug="secret-threat"))
    page = pages(lead, case)
    assert "lawyer" not in page
    assert "Secret threat" not in page
    assert NOT_SHOWN in page


def test_a_decision_about_one_conversation_is_read_where_that_is_seen(
    lead: Client, asked: Escalation, stove: Message, threat: Message, ana: User
) -> None:
    case = asked.case
    decide(case, ana, [case.rows.get(message=threat)], "A hidden-mark threat.")
    decide(case, ana, [case.rows.get(message=stove)], "An old rumour.")
    page = pages(lead, case)
    assert "An old rumour." in page
    assert SECRET not in page


def test_what_was_written_of_both_stays_unread_after_a_split(
    lead: Client, case: Case, asked: Escalation, threat: Message, ana: User
) -> None:
    case_actions.note(case, ana, timezone.now(), text="The hidden-mark lawyer is real.")
    splitting.split(case, ana, timezone.now(), chosen=[case.rows.get(message=threat).pk])
    page = pages(lead, case)
    assert SECRET not in page
    assert f"1 note or reason {NOT_SHOWN}" in page


def test_what_was_written_before_a_merge_is_about_what_the_case_held_then(
    lead: Client, stove: Message, threat: Message, ana: User
) -> None:
    case, other = make_case(stove), make_case(threat)
    ask(case, ana, "pr", stove)
    case_actions.note(case, ana, timezone.now(), text="Look at the batch.")
    splitting.merge(case, ana, timezone.now(), other=other)
    case_actions.note(case, ana, timezone.now(), text="The hidden-mark lawyer is real.")
    page = pages(lead, case)
    assert "Look at the batch." in page
    assert SECRET not in page


def test_a_note_of_which_nobody_kept_what_it_is_about_is_not_read(
    lead: Client, case: Case, asked: Escalation, ana: User
) -> None:
    case_actions.note(case, ana, timezone.now(), text="The hidden-mark lawyer is real.")
    noted = case.events.get(kind="noted")
    del noted.facts["conversations"]
    noted.save()
    assert SECRET not in pages(lead, case)
