"""A conversation that becomes part of another one takes no case with it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from community.models import Channel, Conversation, Message
from moderation.assessments import intake, pipeline
from moderation.cases import actions
from moderation.escalations.gatherings import follow_merged
from moderation.models import Arrival, Case, Gathering, User
from tests.builders import NOON, make_escalation_rule, make_guideline
from tests.community.storing import raw, store

LATER = NOON + timedelta(hours=2)


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_case_follows_its_message_where_the_conversation_is_gone(
    reviews: Channel, ana: User, is_closed: bool
) -> None:
    make_guideline()
    answer = raw("2", "My lawyer will write.", author_id="moira", parent_external_id="1", posted_at=NOON)
    store(reviews, answer, on_stored=intake.stored)
    pipeline.drain()
    if is_closed:
        actions.close(Case.objects.get(), ana, NOON, why="Fine.")
    late = raw("1", "Hello there.", author_id="nils", posted_at=NOON - timedelta(minutes=1))
    store(reviews, late, on_stored=intake.stored)
    assert (
        Case.objects.get().conversation
        == Conversation.objects.get()
        == Message.objects.get(external_id="1").conversation
    )
    connection.check_constraints()


def test_what_is_known_of_many_people_follows_too(reviews: Channel) -> None:
    rule = make_escalation_rule(reviews.community, people=2)
    answer = raw("2", "It leaks.", author_id="moira", parent_external_id="1", posted_at=NOON)
    store(reviews, answer, on_stored=intake.stored)
    gone = Conversation.objects.get()
    kept = store_first(reviews)
    for where in (gone, kept):
        same = {"rule": rule, "conversation": where, "last_at": NOON, "people": 9, "messages": 9}
        Gathering.objects.create(began_at=NOON, **same)
    Arrival.objects.create(conversation=gone, posted_from=NOON, posted_to=NOON)
    Gathering.objects.create(rule=rule, conversation=gone, began_at=LATER, last_at=LATER, people=9, messages=9)
    follow_merged({gone.pk: kept.pk})
    assert {each.conversation for each in Arrival.objects.all()} == {kept}
    assert [each.began_at for each in Gathering.objects.filter(conversation=kept).order_by("began_at")] == [NOON, LATER]
    assert not Gathering.objects.filter(conversation=gone).exists()


def store_first(channel: Channel) -> Conversation:
    store(channel, raw("9", "Hello there.", author_id="nils", posted_at=NOON), on_stored=intake.stored)
    return Conversation.objects.get(root__external_id="9")


def test_a_conversation_that_is_gone_leaves_no_arrival_behind(reviews: Channel) -> None:
    make_escalation_rule(reviews.community, people=2)
    now = timezone.now()
    for number, parent in ((2, "1"), (1, "")):
        said = raw(str(number), "Hello.", author_id=f"m{number}", parent_external_id=parent, posted_at=now)
        store(reviews, said, on_stored=intake.stored, now=now)
    assert Arrival.objects.exists()
    connection.check_constraints()


def test_nothing_names_a_conversation_that_all_its_messages_have_left(reviews: Channel) -> None:
    make_guideline()
    rule, now = make_escalation_rule(reviews.community, people=2), timezone.now()
    said = {"author_id": "moira", "posted_at": now}
    store(reviews, raw("1", "My lawyer will write.", thread_external_id="t1", **said), on_stored=intake.stored)
    pipeline.drain()
    (left,) = Conversation.objects.all()
    Gathering.objects.create(rule=rule, conversation=left, began_at=now, last_at=now, people=9, messages=9)
    assert Arrival.objects.filter(conversation=left).exists()
    store(reviews, raw("1", "My lawyer will write.", thread_external_id="t2", **said), on_stored=intake.stored)
    assert Conversation.objects.get() != left
    assert Case.objects.get().conversation == Conversation.objects.get()
    connection.check_constraints()
