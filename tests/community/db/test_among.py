"""Any number of keys is one parameter, and finds what a list of parameters finds."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from community.models import Channel, Member, Message
from tests.builders import make_member, make_message, make_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def messages(reviews: Channel) -> list[Message]:
    first = make_message(channel=reviews, views=2**40)
    return [first, make_reply(first), make_message(channel=reviews)]


@pytest.mark.parametrize("kind", [list, set, tuple, dict.fromkeys])
def test_keys_of_any_collection_find_their_rows(messages: list[Message], kind: type) -> None:
    keys = kind(message.pk for message in messages[:2])
    found = Message.objects.filter(pk__among=keys).order_by("pk")
    assert list(found) == list(Message.objects.filter(pk__in=list(keys)).order_by("pk")) == messages[:2]


def test_it_is_asked_of_foreign_keys_and_of_large_numbers_too(messages: list[Message]) -> None:
    first, reply, other = messages
    assert set(Message.objects.filter(conversation__among=[first.conversation_id])) == {first, reply}
    assert Message.objects.get(parent_id__among=[first.pk, 0]) == reply
    assert Message.objects.get(views__among=[2**40]) == first
    assert set(Message.objects.filter(Q(parent__among=[first.pk]) | Q(pk__among=[other.pk]))) == {reply, other}
    assert Message.objects.exclude(pk__among=[first.pk, reply.pk]).get() == other


@pytest.mark.parametrize("count", [1, 5_000])
def test_any_number_of_keys_is_one_parameter(messages: list[Message], count: int) -> None:
    keys = range(messages[0].pk, messages[0].pk + count)
    _, parameters = Message.objects.filter(pk__among=keys).query.sql_with_params()
    assert len(parameters) == 1
    assert Message.objects.filter(pk__among=keys).exists()


def test_of_no_keys_nobody_is_asked(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert list(Message.objects.filter(pk__among=())) == []
    assert len(queries) == 0


def test_what_is_no_key_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(Message.objects.filter(pk__among=["1); --"]))


@pytest.mark.parametrize("name", ["Ana", "Žofie", "it's", '"{},\\', "", "\U0001f642"])
def test_it_is_asked_of_short_texts_too(reviews: Channel, name: str) -> None:
    place = {"community": reviews.community, "source": reviews.source}
    member, other = make_member(**place, name=name), make_member(**place, external_id="ben")
    found = Member.objects.filter(name__among={name, "nobody"})
    assert list(found) == [member]
    assert len(found.query.sql_with_params()[1]) == 1
    assert list(Member.objects.filter(name__among=[]) | Member.objects.filter(pk=other.pk)) == [other]
