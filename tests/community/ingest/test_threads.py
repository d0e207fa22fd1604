from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.models import Channel, Community, Conversation, Message
from tests.builders import make_channel
from tests.community.storing import NOW, Told, forget, raw, store, store_in_batches, stored, threads

pytestmark = pytest.mark.django_db


def reply(external_id: str, parent: str, **said: object) -> object:
    return raw(external_id, parent_external_id=parent, **said)


def first_of(external_id: str) -> str:
    return stored(external_id).conversation.root.text


BATCHES = pytest.mark.parametrize("size", [1, 2, 100])


@BATCHES
@pytest.mark.parametrize("order", ["abcd", "dcba", "bdac", "cadb"])
def test_a_thread_is_linked_in_whatever_order_it_comes(reviews: Channel, order: str, size: int) -> None:
    thread = {"a": raw("a"), "b": reply("b", "a"), "c": reply("c", "b"), "d": reply("d", "a")}
    store_in_batches(reviews, [thread[name] for name in order], size)
    assert threads() == {"a": (None, None), "b": ("a", "a"), "c": ("b", "a"), "d": ("a", "a")}
    assert not Message.objects.exclude(waiting_for="").exists()


@BATCHES
def test_a_reply_whose_parent_never_comes_is_the_first_of_its_thread_and_waits(reviews: Channel, size: int) -> None:
    store_in_batches(reviews, [reply("b", "missing"), reply("c", "b")], size)
    assert threads() == {"b": (None, None), "c": ("b", "b")}
    assert (stored("b").waiting_for, stored("c").waiting_for) == ("missing", "")


@BATCHES
def test_replies_in_a_circle_are_harmless(reviews: Channel, size: int) -> None:
    store_in_batches(reviews, [reply("a", "c"), reply("b", "a"), reply("c", "b"), reply("s", "s")], size)
    assert threads() == {"a": ("c", None), "b": ("a", "a"), "c": ("b", "a"), "s": (None, None)}
    assert not Message.objects.exclude(waiting_for="").exists()


@BATCHES
def test_a_thread_without_parents_is_one_conversation_that_begins_with_its_earliest(
    reviews: Channel, size: int
) -> None:
    hours = {"b": 1, "a": 0, "c": 2}
    said = [raw(name, thread_external_id="t", posted_at=NOW + timedelta(hours=at)) for name, at in hours.items()]
    store_in_batches(reviews, said, size)
    assert threads() == {"a": (None, None), "b": (None, "a"), "c": (None, "a")}
    assert Conversation.objects.get().thread_external_id == "t"


def test_a_parent_is_found_in_another_channel_of_the_community(reviews: Channel) -> None:
    forum = make_channel(reviews.community, "forum")
    store(forum, reply("b", "a"))
    store(reviews, raw("a"))
    store(forum, reply("c", "a"))
    assert threads() == {"a": (None, None), "b": ("a", "a"), "c": ("a", "a")}


def test_a_parent_in_the_same_channel_goes_first(reviews: Channel) -> None:
    forum = make_channel(reviews.community, "forum")
    store(forum, raw("a", "in the forum"))
    store(reviews, raw("a", "in the reviews"), reply("b", "a"))
    assert stored("b").parent.text == "in the reviews"
    store(forum, reply("c", "a"))
    assert stored("c").parent.text == "in the forum"


@BATCHES
def test_a_reply_that_found_its_parent_in_another_channel_goes_home_when_its_own_comes(
    reviews: Channel, size: int
) -> None:
    forum = make_channel(reviews.community, "forum")
    store(forum, raw("a", "in the forum"), reply("f", "a"))
    store_in_batches(reviews, [reply("c", "b"), reply("b", "a"), raw("a", "in the reviews")], size)
    assert stored("b").parent.text == first_of("b") == first_of("c") == "in the reviews"
    assert stored("f").parent.text == "in the forum"
    assert not Message.objects.exclude(waiting_for="").exists()


def test_a_reply_in_another_channel_stays_linked_when_its_own_channels_message_never_comes(reviews: Channel) -> None:
    forum = make_channel(reviews.community, "forum")
    store(forum, reply("b", "a"), reply("c", "b"))
    store(reviews, raw("a"))
    store(reviews, raw("b", "another b"))
    assert threads()["c"] == ("b", "a")
    assert Message.objects.get(channel=forum, external_id="b").parent.channel == reviews


def test_no_parent_is_found_in_another_community(reviews: Channel) -> None:
    other = Community.objects.create(slug="other", name="Other")
    store(make_channel(other, "reviews"), raw("a"))
    store(reviews, reply("b", "a"))
    assert stored("b").parent is None


def test_a_message_that_its_source_moves_takes_its_replies_along(reviews: Channel) -> None:
    store(reviews, raw("a"), raw("z"), reply("b", "a"), reply("c", "b"), reply("d", "a"))
    told = Told()
    store(reviews, reply("b", "z"), told=told)
    assert threads() == {"a": (None, None), "z": (None, None), "b": ("z", "z"), "c": ("b", "z"), "d": ("a", "a")}
    store(reviews, reply("b", "missing"))
    assert threads()["b"] == (None, None)
    assert threads()["c"] == ("b", "b")
    assert stored("b").waiting_for == "missing"


def test_a_message_cannot_be_moved_below_its_own_reply(reviews: Channel) -> None:
    store(reviews, raw("a"), reply("b", "a"))
    store(reviews, reply("a", "b"))
    assert threads() == {"a": ("b", None), "b": ("a", "a")}


def test_a_reply_learns_its_parent_later_from_its_source(reviews: Channel) -> None:
    store(reviews, raw("a"), raw("b"), reply("c", "b"))
    store(reviews, reply("b", "a"))
    assert threads() == {"a": (None, None), "b": ("a", "a"), "c": ("b", "a")}


@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_long_chain_takes_no_more_queries_than_a_short_one(reviews: Channel, is_reversed: bool) -> None:
    def queries(name: str, length: int) -> int:
        chain = [raw(f"{name}0"), *(reply(f"{name}{number}", f"{name}{number - 1}") for number in range(1, length))]
        with CaptureQueriesContext(connection) as captured:
            store(reviews, *(reversed(chain) if is_reversed else chain))
        return len(captured)

    assert queries("long", 800) <= queries("short", 8)
    assert Message.objects.filter(conversation__root__external_id="long0").count() == 800


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parents=st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=10, max_size=10),
    order=st.permutations(range(10)),
    size=st.integers(1, 10),
)
def test_any_links_end_in_a_forest_that_does_not_depend_on_the_batches(
    reviews: Channel, parents: list[tuple[int, bool]], order: list[int], size: int
) -> None:
    records = [
        raw(str(n), **{"parent_external_id" if is_parent else "thread_external_id": str(parent)})
        for n, (parent, is_parent) in enumerate(parents)
    ]
    in_order = [records[n] for n in order]
    found = []
    for batch_size in (1, size):
        forget()
        store_in_batches(reviews, in_order, batch_size)
        found.append(threads())
    assert found[0] == found[1]
    for _parent, root in found[0].values():
        assert root is None or found[0][root][1] is None
