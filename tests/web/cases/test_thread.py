"""The conversation around a message."""

from datetime import timedelta

import pytest

from community.models import Channel, Message
from moderation.web.cases.thread import AROUND, AROUND_AT_MOST, COUNTED, DEEPEST, conversation_around, indentation_of
from tests.builders import NOON, make_message, make_reply


@pytest.fixture
def first(reviews: Channel) -> Message:
    return make_message("The first.", channel=reviews)


def answers(to: Message, count: int) -> list[Message]:
    return [make_reply(to, f"Answer {number}.", minutes=number) for number in range(1, count + 1)]


def texts(it: Message, **how: bool) -> list[str]:
    return [said.message.text for said in conversation_around(it, **how).said]


@pytest.mark.parametrize(
    ("parents", "depths"),
    [
        ({1: None}, {1: 0}),
        ({1: None, 2: 1, 3: 2}, {1: 0, 2: 1, 3: 2}),
        ({2: 1}, {2: 1}),
        ({1: 1}, {1: 0}),
        ({1: 2, 2: 1}, {1: 1, 2: 1}),
        ({1: 2, 2: 3, 3: 2}, {1: 2, 2: 1, 3: 1}),
    ],
    ids=["alone", "a chain", "a parent that is not shown", "an answer to itself", "a circle", "a tail on a circle"],
)
def test_a_reply_is_set_in_under_what_it_answers(parents, depths):
    assert indentation_of(parents) == depths


def test_a_very_deep_thread_is_set_in_only_so_far():
    assert indentation_of({number: number - 1 for number in range(1, 50)})[49] == DEEPEST


def test_a_message_alone_is_a_conversation_of_one(first):
    alone = conversation_around(first)
    assert [(said.message, said.is_it, said.gap) for said in alone.said] == [(first, True, False)]
    assert (alone.count, alone.cut_after) == ("1 message", False)


def test_the_conversation_is_oldest_first_whatever_came_in_first(first):
    late, early = make_reply(first, "Late.", minutes=50), make_reply(first, "Early.", minutes=5)
    assert texts(late) == texts(early) == texts(first) == ["The first.", "Early.", "Late."]


def test_messages_of_the_same_second_stand_in_the_order_they_came(first):
    same = [make_reply(first, text, minutes=1) for text in ("One.", "Two.", "Three.")]
    assert all(texts(it) == ["The first.", "One.", "Two.", "Three."] for it in same)


def test_in_a_long_thread_the_first_message_and_the_nearest_are_shown(first):
    it = answers(first, 3 * AROUND)[15]
    found = conversation_around(it)
    assert texts(it) == ["The first.", *(f"Answer {number}." for number in range(16 - AROUND, 17 + AROUND))]
    assert [said.message.text for said in found.said if said.gap] == [f"Answer {16 - AROUND}."]
    assert found.cut_after
    assert found.count == f"{3 * AROUND + 1} messages"


def test_asked_for_whole_a_thread_is_shown_from_end_to_end(first):
    it = answers(first, 3 * AROUND)[15]
    whole = conversation_around(it, whole=True)
    assert (len(whole.said), whole.cut_after) == (3 * AROUND + 1, False)
    assert not any(said.gap for said in whole.said)


def test_even_whole_a_huge_thread_is_bounded(first):
    Message.objects.bulk_create(
        Message(
            community=first.community,
            channel=first.channel,
            external_id=f"x{number}",
            conversation=first.conversation,
            source=first.source,
            posted_at=NOON + timedelta(seconds=number),
            received_at=NOON,
        )
        for number in range(COUNTED + 50)
    )
    huge = conversation_around(first, whole=True)
    assert (len(huge.said), huge.cut_after, huge.count) == (1 + AROUND_AT_MOST, True, f"more than {COUNTED} messages")


def test_two_messages_that_answer_each_other_are_both_shown_once(reviews):
    one = make_message("One.", channel=reviews)
    two = make_reply(one, "Two.")
    Message.objects.filter(pk=one.pk).update(parent=two, conversation=two.conversation)
    assert texts(Message.objects.get(pk=two.pk)) == ["One.", "Two."]


def test_a_conversation_takes_four_questions_at_most(first, django_assert_num_queries):
    it = answers(first, 25)[15]
    with django_assert_num_queries(4):
        [said.message.author.name for said in conversation_around(it).said if said.message.author]
