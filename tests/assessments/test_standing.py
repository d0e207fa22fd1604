"""What happened on the platform reaches the cases that stand: answers, and messages that are gone."""

from typing import Any

import pytest

from moderation.assessments import standing
from moderation.models import Case
from tests.builders import NOON, make_case, make_channel, make_message, make_reply


def test_a_message_deleted_at_the_source_closes_its_case_as_gone(case: Case) -> None:
    assert standing.gone([case.message_id], NOON) == 1
    case.refresh_from_db()
    assert (case.outcome, case.events.get(kind="closed").actor) == ("gone", None)


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
