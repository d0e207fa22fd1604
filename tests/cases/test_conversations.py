"""The conversations of a case, and the case as some of them alone tell it."""

from datetime import timedelta

import pytest

from community.models import Channel
from moderation.cases.conversations import case_in, conversations_of, leading_messages, mixed_cases
from moderation.models import Case
from tests.builders import NOON, make_case, make_channel, make_clock, make_message, make_row

HOUR = timedelta(hours=1)
CALM = {"opened_for": ["answer"], "severity": 0, "priority": 20, "assessment": None}


@pytest.fixture
def case(reviews: Channel) -> Case:
    """Moira threatens in the reviews, and asks two things in the forum."""
    case = make_case(make_message("My lawyer will write."), action=NOON + HOUR)
    forum = make_channel(reviews.community, "forum")
    asked = make_message("Is it waterproof?", channel=forum)
    make_row(case, asked, **CALM)
    again = make_message("And the stove?", channel=forum, conversation=asked.conversation)
    make_row(case, again, **{**CALM, "priority": 10})
    make_clock(case, "reply", NOON + 4 * HOUR, message=asked)
    return case


def asked_in(case: Case) -> int:
    return case.rows.get(message__text="Is it waterproof?").message.conversation_id


def test_a_case_has_the_conversations_of_its_messages(case: Case) -> None:
    assert conversations_of(case) == {case.conversation_id, asked_in(case)}
    assert [message.text for message in leading_messages(case)] == ["My lawyer will write.", "Is it waterproof?"]
    assert mixed_cases([case.pk, make_case(make_message("Hm.")).pk]) == {case.pk}


def test_what_went_to_another_case_is_none_of_its_conversations(case: Case) -> None:
    case.rows.filter(message__conversation=asked_in(case)).update(left_at=NOON)
    assert (conversations_of(case), mixed_cases([case.pk])) == ({case.conversation_id}, set())
    assert [message.text for message in leading_messages(case)] == ["My lawyer will write."]


def test_what_stands_leads_a_conversation_before_what_is_done(case: Case) -> None:
    case.rows.filter(message__text="Is it waterproof?").update(settled_at=NOON, settled_as="replied")
    assert [message.text for message in leading_messages(case)] == ["My lawyer will write.", "And the stove?"]


def test_a_conversation_alone_tells_of_its_own_messages_and_promises(case: Case) -> None:
    told = case_in(case, [asked_in(case)])
    assert (told.pk, told.message.text, told.channel.slug) == (case.pk, "Is it waterproof?", "forum")
    assert (told.opened_for, told.severity, told.priority, told.assessment) == (["answer"], 0, 20, None)
    assert [clock.kind for clock in told.clocks.all()] == ["reply"]
    assert (told.due_by, told.conversation_id) == (NOON + 4 * HOUR, asked_in(case))
    # The whole case is what it was.
    assert (case.message.text, case.severity, case.channel.slug) == ("My lawyer will write.", 3, "reviews")


def test_all_its_conversations_together_tell_the_whole_case(case: Case) -> None:
    assert case_in(case, conversations_of(case)) is case


@pytest.mark.parametrize("change", [{"left_at": NOON}, {"settled_at": NOON, "settled_as": "replied"}], ids=str)
def test_what_was_settled_or_has_left_is_still_what_was_asked_about(case: Case, change: dict[str, object]) -> None:
    case.rows.filter(message__conversation=asked_in(case)).update(**change)
    assert case_in(case, [asked_in(case)]).message.text == "Is it waterproof?"


def test_a_conversation_that_it_never_had_tells_nothing_of_it(case: Case) -> None:
    with pytest.raises(LookupError):
        case_in(case, [make_message("Elsewhere.").conversation_id])
