"""Nobody's private words join a conversation with another's that the source does not join."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.models import Channel, Conversation, Message
from community.records import RawMessage
from tests.builders import make_channel, make_source
from tests.community.storing import forget, raw, store_in_batches, stored

pytestmark = pytest.mark.django_db
SMALL = st.integers(0, 4).map(str)
MAYBE = st.one_of(st.just(""), SMALL)


@st.composite
def written(draw: st.DrawFn) -> RawMessage:
    return raw(
        draw(SMALL),
        kind=draw(st.sampled_from(["direct", "direct", "comment"])),
        author_id=draw(st.sampled_from(["kim", "lou", "mia"])),
        from_staff=draw(st.booleans()),
        parent_external_id=draw(MAYBE),
        thread_external_id=draw(MAYBE),
        recipient_id=draw(st.sampled_from(["", "kim", "lou"])),
    )


@pytest.fixture
def desks(reviews: Channel) -> list[Channel]:
    """Two channels whose ids come from two sources."""
    shop = make_source(reviews.community, "Shop")
    return [reviews, make_channel(reviews.community, "shop", source=shop)]


def joined_by_the_source() -> dict[int, int]:
    """Each message's group, where a group is what shares a channel's thread id, a parent or a party."""
    groups: dict[object, object] = {}

    def find(key: object) -> object:
        while groups.setdefault(key, key) != key:
            key = groups[key]
        return key

    ids = {(m.source_id, m.external_id): m.pk for m in Message.objects.all()}
    for message in Message.objects.all():
        if message.thread_external_id:
            groups[find(message.pk)] = find((message.channel_id, "thread", message.thread_external_id))
        if parent := ids.get((message.source_id, message.parent_external_id)):
            groups[find(message.pk)] = find(parent)
    return {message.pk: find(message.pk) for message in Message.objects.all()}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(written(), max_size=8), second=st.lists(written(), max_size=8), size=st.integers(1, 8))
def test_no_conversation_holds_private_words_of_two_whom_nothing_joins(
    desks: list[Channel], first: list[RawMessage], second: list[RawMessage], size: int
) -> None:
    forget()
    for channel, records in zip(desks, (first, second), strict=True):
        store_in_batches(channel, records, size)
    group = joined_by_the_source()
    private: dict[int, list[Message]] = defaultdict(list)
    for message in Message.objects.select_related("conversation"):
        assert message.conversation.channel_id == message.channel_id
        if message.kind == "direct" and not message.from_staff:
            private[message.conversation_id].append(message)
    for together in private.values():
        for one in together:
            for other in together:
                assert one.author_id == other.author_id or group[one.pk] == group[other.pk]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(written(), max_size=8), order=st.randoms())
def test_messages_of_one_public_thread_are_together_whoever_comes_first(
    desks: list[Channel], records: list[RawMessage], order: object
) -> None:
    forget()
    # The last record of an id is the one that stands.
    last = list({record.external_id: record._replace(kind="comment") for record in records}.values())
    order.shuffle(last)  # type: ignore[attr-defined]
    store_in_batches(desks[0], last, 1)
    by_thread: dict[str, set[int]] = defaultdict(set)
    for thread, conversation in Message.objects.values_list("thread_external_id", "conversation"):
        by_thread[thread].add(conversation)
    assert all(len(found) == 1 for thread, found in by_thread.items() if thread)


def test_a_thread_id_that_is_another_messages_id_joins_nothing(reviews: Channel) -> None:
    """Two customers of one help desk, where the second's conversation is numbered as the first's message."""
    kim = [raw("3", kind="direct", author_id="k1", thread_external_id="900")]
    lou = [raw("901", kind="direct", author_id="k2", thread_external_id="3")]
    ours = [
        raw("4", kind="direct", author_id="mia", from_staff=True, thread_external_id="900"),
        raw("902", kind="direct", author_id="mia", from_staff=True, thread_external_id="3"),
    ]
    store_in_batches(reviews, [*kim, *lou, *ours], 1)
    assert stored("3").conversation_id == stored("4").conversation_id
    assert stored("901").conversation_id == stored("902").conversation_id
    assert stored("3").conversation_id != stored("901").conversation_id


@pytest.mark.parametrize("size", [1, 10])
def test_a_direct_thread_that_parts_from_its_member_finds_what_is_public_under_its_id(
    reviews: Channel, size: int
) -> None:
    alone, public = direct("4", thread_external_id="2"), raw("5", parent_external_id="2", thread_external_id="2")
    store_in_batches(reviews, [direct("1"), alone, public, direct("2")], size)
    assert conversations() == [{"1"}, {"2", "4", "5"}]


@st.composite
def of_threads(draw: st.DrawFn) -> list[RawMessage]:
    """Messages with an id each, in threads in which members and staff write in public, in private and notes."""
    return [
        raw(
            str(number),
            kind=draw(st.sampled_from(["direct", "direct", "comment"])),
            author_id=draw(st.sampled_from(["kim", "lou", ""])),
            from_staff=draw(st.booleans()),
            internal=draw(st.booleans()),
            thread_external_id=draw(st.sampled_from(["", "t", "u"])),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=of_threads(), order=st.randoms(), size=st.integers(1, 6))
def test_what_is_together_does_not_depend_on_who_comes_first(
    desks: list[Channel], records: list[RawMessage], order: object, size: int
) -> None:
    forget()
    store_in_batches(desks[0], records, len(records))
    together = conversations()
    forget()
    order.shuffle(records)  # type: ignore[attr-defined]
    store_in_batches(desks[0], records, size)
    assert conversations() == together


def test_a_public_thread_with_a_private_message_is_not_with_what_else_its_writer_wrote_in_private(
    reviews: Channel,
) -> None:
    public = [raw(str(number), author_id="mia", thread_external_id="t") for number in (1, 2)]
    store_in_batches(reviews, [*public, direct("3"), direct("4", thread_external_id="t")], 1)
    assert conversations() == [{"1", "2", "4"}, {"3"}]


@pytest.mark.parametrize("hidden", [{"kind": "direct"}, {"internal": True, "from_staff": True}], ids=str)
@pytest.mark.parametrize("is_parent", [True, False])
@pytest.mark.parametrize("order", [1, -1])
def test_a_message_of_another_channel_that_not_everybody_may_read_is_linked_and_joins_nothing(
    reviews: Channel, hidden: dict[str, object], is_parent: bool, order: int
) -> None:
    """Two channels of one source may number their messages alike."""
    forum = make_channel(reviews.community, "forum")
    first, reply = ({}, hidden) if is_parent else (hidden, {})
    pair = [(forum, raw("1", author_id="kim", **first)), (reviews, raw("2", parent_external_id="1", **reply))]
    for channel, record in pair[::order]:
        store_in_batches(channel, [record], 1)
    assert stored("2").parent == stored("1")
    assert conversations() == [{"1"}, {"2"}]


@pytest.mark.parametrize("order", [1, -1])
def test_a_private_channel_is_joined_with_no_other(reviews: Channel, order: int) -> None:
    mails = make_channel(reviews.community, "mails", is_private=True)
    pair = [(mails, raw("1")), (reviews, raw("2", parent_external_id="1"))]
    for channel, record in pair[::order]:
        store_in_batches(channel, [record], 1)
    assert conversations() == [{"1"}, {"2"}]


def direct(external_id: str, author: str = "kim", **said: object) -> RawMessage:
    return raw(external_id, kind="direct", author_id=author, **said)


@pytest.mark.parametrize("size", [1, 10])
def test_direct_messages_without_a_thread_are_together_by_the_other_party(reviews: Channel, size: int) -> None:
    records = [
        *(direct("1"), direct("2"), direct("3", "lou")),
        direct("4", "mia", from_staff=True, recipient_id="kim"),
        direct("5", "mia", from_staff=True, parent_external_id="3"),
        direct("6", "mia", from_staff=True),
    ]
    store_in_batches(reviews, records, size)
    together = [{"1", "2", "4"}, {"3", "5"}, {"6"}]
    assert conversations() == sorted(together, key=sorted)


@pytest.mark.parametrize("size", [1, 10])
def test_a_direct_thread_of_one_message_is_with_its_members_others_until_it_has_a_second(
    reviews: Channel, size: int
) -> None:
    mail = [direct("1", thread_external_id="t1"), direct("2", thread_external_id="t2"), direct("3", "lou")]
    answer = direct("4", "mia", from_staff=True, thread_external_id="t1")
    store_in_batches(reviews, [*mail, answer], size)
    assert conversations() == [{"1", "2", "4"}, {"3"}]
    store_in_batches(reviews, [direct("5", thread_external_id="t1")], size)
    assert conversations() == [{"1", "4", "5"}, {"2"}, {"3"}]


@pytest.mark.parametrize("order", ["123", "321", "213"])
def test_a_first_message_has_the_thread_that_its_replies_name(reviews: Channel, order: str) -> None:
    records = {
        "1": direct("1"),
        "2": direct("2", "mia", from_staff=True, parent_external_id="1", thread_external_id="t"),
        "3": direct("3", parent_external_id="2", thread_external_id="t"),
    }
    store_in_batches(reviews, [records[name] for name in order], 1)
    assert conversations() == [{"1", "2", "3"}]
    assert stored("1").thread_external_id == "t"


@pytest.mark.parametrize("order", ["12", "21"])
def test_where_a_thread_has_its_first_messages_id_that_message_is_in_it(reviews: Channel, order: str) -> None:
    records = {"1": raw("1"), "2": raw("2", thread_external_id="1", thread_is_root=True)}
    store_in_batches(reviews, [records[name] for name in order], 1)
    assert conversations() == [{"1", "2"}]
    forget()
    records["2"] = records["2"]._replace(thread_is_root=False)
    store_in_batches(reviews, [records[name] for name in order], 1)
    assert conversations() == [{"1"}, {"2"}]


def conversations() -> list[set[str]]:
    together: dict[int, set[str]] = defaultdict(set)
    for external_id, conversation in Message.objects.values_list("external_id", "conversation"):
        together[conversation].add(external_id)
    assert set(together) == set(Conversation.objects.values_list("pk", flat=True))
    return sorted(together.values(), key=sorted)
