"""What happened on the platform reaches the cases that stand: answers, and messages that are gone."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from community.ingest import Stored
from community.models import Channel, Message
from moderation.assessments import intake, standing
from moderation.models import Case
from moderation.policy.health.promises import COUNTED
from moderation.rollups.promises import counted_by_key, standing_clocks
from tests.builders import (
    NOON,
    make_case,
    make_channel,
    make_clock,
    make_escalation,
    make_member,
    make_message,
    make_reply,
    make_row,
)
from tests.community.storing import raw, store, stored


@pytest.fixture
def waiting(reviews: Channel) -> Case:
    return make_case(make_message(channel=reviews), opened_for=["answer"], answer_only=True)


def test_a_message_deleted_by_its_author_closes_the_case_that_waits_for_an_answer_as_gone(waiting: Case) -> None:
    case = waiting
    assert standing.gone([case.message_id], NOON) == 1
    case.refresh_from_db()
    assert (case.outcome, case.events.get(kind="closed").actor) == ("gone", None)


@pytest.mark.parametrize("reason", ["finding", "reports", "unchecked"])
def test_what_a_person_has_to_decide_stays_when_its_author_deletes_it(reviews: Channel, reason: str) -> None:
    case = make_case(opened_for=["answer", reason])
    assert standing.gone([case.message_id], NOON) == 0
    case.refresh_from_db()
    assert (case.closed_at, case.outcome) == (None, "")


@pytest.mark.parametrize(("withdrawn_at", "closed"), [(None, 0), (NOON, 1)])
def test_what_a_team_was_asked_about_stays_when_its_author_deletes_it(
    waiting: Case, withdrawn_at: object, closed: int
) -> None:
    make_escalation(waiting, withdrawn_at=withdrawn_at)
    assert standing.gone([waiting.message_id], NOON) == closed


DAY = timedelta(days=1)


def delete(message: Message, at: datetime) -> int:
    Message.objects.filter(pk=message.pk).update(removed_at=at)
    return standing.gone([message.pk], at)


@pytest.mark.parametrize(("late", "fate"), [(False, "not_owed"), (True, "closed")])
@pytest.mark.parametrize("role", ["own", "copy"])
def test_what_its_author_deletes_waits_no_more_and_counts_as_it_stood_by_then(
    reviews: Channel, late: bool, fate: str, role: str
) -> None:
    case = make_case(make_message("My lawyer will write."), action=NOON + 9 * DAY)
    said = make_message("My lawyer?", author=make_member(external_id=role))
    row = make_row(case, said, role=role, opened_for=["finding", "answer"], waits=True)
    make_clock(case, "reply", NOON + DAY, message=said)
    assert delete(said, NOON + DAY + DAY * (1 if late else -0.5)) == 0
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.waits, row.settled_at, case.closed_at, case.due_by) == (False, None, None, NOON + 9 * DAY)
    (counted,) = counted_by_key(standing_clocks().filter(kind="reply")).values()
    assert {name for name in COUNTED if getattr(counted, name)} == {fate}


def test_a_case_of_which_only_a_copy_waits_closes_when_that_is_deleted(reviews: Channel) -> None:
    case = make_case(make_message("My lawyer will write."))
    case.rows.update(settled_at=NOON, settled_as="acted")
    said = make_message("My lawyer will write.", author=make_member(external_id="vera"))
    make_row(case, said, role="copy", opened_for=["finding", "answer"], waits=True)
    make_clock(case, "reply", NOON + DAY, message=said)
    assert delete(said, NOON + DAY / 2) == 1
    case.refresh_from_db()
    assert (case.outcome, case.clocks.get().ended_as) == ("closed", "withdrawn")


@pytest.mark.parametrize(("by_others", "outcome"), [(False, "gone"), (True, "")])
def test_what_others_removed_on_the_platform_is_not_gone(waiting: Case, by_others: bool, outcome: str) -> None:
    waiting.message.removed_at, waiting.message.removed_by_others = NOON, by_others
    waiting.message.save()
    intake.stored(Stored(removed=[waiting.message]))
    waiting.refresh_from_db()
    assert waiting.outcome == outcome


def test_what_proves_to_be_deleted_by_its_author_after_all_is_gone(reviews: Channel) -> None:
    store(reviews, raw("1", kind="direct"))
    case = make_case(stored("1"), opened_for=["answer"], answer_only=True)
    for by_others in (True, False):
        store(reviews, raw("1", kind="direct", deleted=True, removed_by_others=by_others), on_stored=intake.stored)
        case.refresh_from_db()
        assert case.outcome == ("" if by_others else "gone")


def asked(reply_minutes: int | None = None, **fields: object) -> Case:
    question = make_message("Is it waterproof?", channel=make_channel(slug="gear-help", is_answered=True))
    case = make_case(question, opened_for=["answer"], answer_only=True)
    if reply_minutes is not None:
        make_reply(question, minutes=reply_minutes, from_staff=True, **fields)
    return case


@pytest.mark.parametrize(
    ("fields", "closed"),
    [({"reply_minutes": 5}, 1), ({"reply_minutes": -5}, 0), ({}, 0), ({"reply_minutes": 5, "removed_at": NOON}, 0)],
)
def test_an_answer_on_the_platform_closes_what_was_open_for_it_alone(
    tarnfell: object, fields: dict[str, Any], closed: int
) -> None:
    case = asked(**fields)
    assert standing.heard({case.message.conversation_id}, NOON) == closed
    case.refresh_from_db()
    assert case.outcome == ("answered" if closed else "")


def test_an_answer_in_the_thread_of_a_reply_counts_too(tarnfell: object) -> None:
    question = make_message("Is it waterproof?", channel=make_channel(slug="gear-help", is_answered=True))
    make_case(make_reply(question, "And the floor?", minutes=1), opened_for=["answer"], answer_only=True)
    make_reply(question, minutes=9, from_staff=True)
    assert standing.heard({question.conversation_id}, NOON) == 1


def test_what_has_another_reason_stays_open_when_it_is_answered(tarnfell: object) -> None:
    case = make_case()
    make_reply(case.message, minutes=9, from_staff=True)
    assert standing.heard({case.message.conversation_id}, NOON) == 0
