"""A lead sees the escalated conversation and what its author wrote in public, and no other message anywhere."""

import re
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.models import Channel, Conversation, Message
from community.records import RawMessage
from moderation.escalations import actions
from moderation.models import Case, User
from moderation.outbox import delivery
from tests.builders import make_case, make_channel, make_copy, make_member, make_message, make_reply, make_source
from tests.community.storing import raw, store_in_batches
from tests.test_access import KEYS, TABLE, read_whole
from tests.web.cases.browsing import address, shown

pytestmark = pytest.mark.django_db
SMALL = st.integers(0, 4).map(str)
MAYBE = st.one_of(st.just(""), SMALL)
MARK = re.compile(r"mark(\d+)x")
NAMES = ("forum", "chat", "mails", "shop")


class Written(NamedTuple):
    """A record on its way into one of the channels."""

    channel: str
    record: RawMessage

    @property
    def is_private(self) -> bool:
        return self.channel == "mails" or self.record.kind == "direct" or self.record.internal

    @property
    def source(self) -> str:
        return "shop" if self.channel == "shop" else "desk"

    @property
    def party(self) -> str:
        """The member with whom a direct message is exchanged."""
        return self.record.recipient_id if self.record.from_staff else self.record.author_id

    @property
    def author(self) -> tuple[str, str]:
        return self.source, self.record.author_id


@st.composite
def written(draw: st.DrawFn) -> Written:
    record = raw(
        draw(SMALL),
        kind=draw(st.sampled_from(["direct", "comment", "comment"])),
        author_id=draw(st.sampled_from(["kim", "lou", "mia", ""])),
        from_staff=draw(st.booleans()),
        internal=draw(st.sampled_from([False, False, True])),
        parent_external_id=draw(MAYBE),
        thread_external_id=draw(MAYBE),
        thread_is_root=draw(st.booleans()),
        recipient_id=draw(st.sampled_from(["", "kim", "lou"])),
    )
    return Written(draw(st.sampled_from(NAMES)), record)


class Scene(NamedTuple):
    """Records in the order in which they come, how many at once, and the numbers of those that are escalated."""

    said: list[Written]
    size: int
    escalated: set[int]


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    said = draw(st.lists(written(), min_size=1, max_size=9))
    return Scene(said, draw(st.integers(1, 9)), draw(st.sets(st.integers(0, len(said) - 1), min_size=1)))


class World:
    """What the sources said last of each message, by the number in its text."""

    def __init__(self, said: list[Written]) -> None:
        numbers = {(one.channel, one.record.external_id): number for number, one in enumerate(said)}
        self.said = {number: said[number] for number in numbers.values()}
        self.number = {(said[n].channel, said[n].record.external_id): n for n in numbers.values()}
        # Also what was said before, as a reply that moved on has given its first message the thread.
        self.every = said
        self.groups: dict[object, object] = {}
        for one in said:
            self._join(one)

    def _find(self, key: object) -> object:
        while self.groups.setdefault(key, key) != key:
            key = self.groups[key]
        return key

    def _join(self, one: Written) -> None:
        record, own = one.record, self.number[one.channel, one.record.external_id]
        if record.thread_external_id:
            self._unite(own, ("thread", one.channel, record.thread_external_id))
            first = self.number.get((one.channel, record.thread_external_id))
            if record.thread_is_root and first is not None:
                self._unite(own, first)
        if (record.kind == "direct" or record.internal) and one.party:
            self._unite(own, ("party", one.channel, one.party))
        for channel in NAMES:
            parent = self.number.get((channel, record.parent_external_id))
            if parent is not None and self._may_answer(one, self.said[parent]):
                self._unite(own, parent)

    def _may_answer(self, one: Written, other: Written) -> bool:
        is_public = not (one.is_private or other.is_private)
        return one.channel == other.channel or (one.source == other.source and is_public)

    def _unite(self, one: object, other: object) -> None:
        self.groups[self._find(one)] = self._find(other)

    def conversation(self, number: int) -> set[int]:
        return {other for other in self.said if self._find(other) == self._find(number)}

    def history(self, number: int) -> set[int]:
        author = self.said[number].author
        return {n for n, one in self.said.items() if one.author == author and author[1] and not one.is_private}


@pytest.fixture
def places(reviews: Channel) -> dict[str, Channel]:
    """Three channels of one source, of which one is private, and one of another source with the same ids."""
    desk, shop = make_source(reviews.community, "Desk"), make_source(reviews.community, "Shop")
    return {
        name: make_channel(reviews.community, name, source=shop if name == "shop" else desk, is_private=name == "mails")
        for name in NAMES
    }


@pytest.fixture
def lead(client: Client, lee: User) -> Client:
    """A browser in which Lee, who leads PR, is signed in."""
    client.force_login(lee)
    return client


def forget() -> None:
    Case.objects.all().delete()
    Conversation.objects.update(root=None)
    Message.objects.all().delete()
    Conversation.objects.all().delete()
    mail.outbox.clear()


def store_all(places: dict[str, Channel], said: list[Written], size: int) -> None:
    """Store runs of records of one channel, at most `size` at a time, each with its number in its text."""
    run: list[RawMessage] = []
    for number, (name, record) in enumerate(said):
        run.append(raw(**{**fields_of(record), "text": f"mark{number}x", "title": f"mark{number}x too"}))
        is_last = number + 1 == len(said) or said[number + 1].channel != name
        if is_last or len(run) == size:
            store_in_batches(places[name], run, size)
            run = []


def fields_of(record: RawMessage) -> dict[str, object]:
    return {name: getattr(record, name) for name in RawMessage._fields}


def number_of(case: Case) -> int:
    found = MARK.search(case.message.text)
    assert found
    return int(found[1])


def marks_in(text: str) -> set[int]:
    return {int(number) for number in MARK.findall(text)}


def messages_in(text: str, world: World) -> set[int]:
    """The messages that a page shows, of which a case's own has earlier texts too."""
    return {world.number[world.every[n].channel, world.every[n].record.external_id] for n in marks_in(text)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scene=scenes())
def test_no_message_is_shown_to_a_lead_beside_the_conversation_and_what_its_author_wrote_in_public(
    places: dict[str, Channel], lead: Client, ana: User, scene: Scene, settings
) -> None:
    forget()
    settings.EMAIL_HOST = "mail.example.org"
    store_all(places, scene.said, scene.size)
    world = World(scene.said)
    # A case each, as where somebody split them all.
    cases = [make_case(message, split_no=n) for n, message in enumerate(Message.objects.order_by("pk"))]
    asked = [case for case in cases if number_of(case) in scene.escalated]
    for case in asked:
        actions.escalate(case, ana, timezone.now(), team="pr", asks="May we answer?")
    for case in cases:
        answer = lead.get(address(case) + "?thread=all")
        assert answer.status_code == (200 if case in asked else 404)
        number = number_of(case)
        allowed = world.conversation(number) | world.history(number) if case in asked else set()
        assert messages_in(answer.content.decode(), world) <= allowed
    escalated = {number_of(case) for case in asked}
    assert marks_in(lead.get(reverse("escalations", args=["tarnfell"])).content.decode()) == escalated
    assert not marks_in(lead.get(reverse("health", args=["tarnfell"])).content.decode())
    delivery.deliver_due(timezone.now() + timedelta(minutes=1))
    # However many there are, one mail tells of all of them.
    assert len(mail.outbox) == min(len(asked), 1)
    assert not any(marks_in(f"{one.subject}{one.body}") for one in mail.outbox)


@pytest.mark.parametrize("name", [name for name in TABLE if KEYS.get(name) == ("community",) and "GET" in TABLE[name]])
def test_no_page_of_a_community_shows_a_lead_what_was_not_escalated(lead: Client, ana: User, name: str) -> None:
    make_case(make_message("mark1x"))
    actions.escalate(make_case(make_message("mark2x")), ana, timezone.now(), team="pr", asks="May we answer?")
    for query in ("", "?state=closed", "?q=mark", "?team=support"):
        answer = read_whole(lead.get(reverse(name, args=["tarnfell"]) + query))
        told = b"" if answer.streaming else answer.content
        assert marks_in(told.decode()) <= ({2} if name == "escalations" else set())


@pytest.fixture
def mails(reviews: Channel) -> Channel:
    return make_channel(reviews.community, "mails", is_private=True)


def ask(case: Case, by: User) -> Case:
    actions.escalate(case, by, timezone.now(), team="pr", asks="May we answer?")
    return case


@pytest.mark.parametrize(
    "private", [{"kind": "direct"}, {"internal": True, "from_staff": True}, {"channel": "mails"}], ids=str
)
def test_what_the_author_wrote_in_private_is_in_no_history_of_a_lead(
    client: Client, mails: Channel, ana: User, lee: User, private: dict[str, object]
) -> None:
    where = {**private, "channel": mails} if "channel" in private else private
    make_message("Between us.", **where)
    make_message("For all.")
    case = ask(make_case(make_message("The zip broke again.")), ana)
    for user, sees in ((lee, False), (ana, True)):
        client.force_login(user)
        page = shown(client, case)
        assert ("Between us." in page) is sees
        assert "For all." in page
        assert ("in public or in this conversation" in page) is not sees


def test_a_lead_sees_no_copy_that_was_sent_in_private(client: Client, mails: Channel, ana: User, lee: User) -> None:
    case = ask(make_case(make_message("Buy now.")), ana)
    for name, where in (("kim", {"channel": mails}), ("lou", {})):
        copy = make_message("Buy now.", author=make_member(external_id=name), **where)
        make_copy(case, copy)
    for user, seen in ((lee, ["Lou"]), (ana, ["Kim", "Lou"])):
        client.force_login(user)
        listed = shown(client, case).partition('<ul class="copies">')[2].partition("</ul>")[0]
        assert [name for name in ("Kim", "Lou") if name in listed] == seen


def test_a_thread_that_reaches_a_private_channel_ends_there_for_a_lead(
    client: Client, mails: Channel, ana: User, lee: User
) -> None:
    """As threads were linked before, and where a channel became private later."""
    case = ask(make_case(make_message("The zip broke again.")), ana)
    make_message("Between us.", channel=mails, conversation=case.message.conversation)
    make_reply(case.message, "Mine too.")
    for user, sees in ((lee, False), (ana, True)):
        client.force_login(user)
        page = shown(client, case)
        assert ("Between us." in page) is sees
        assert "Mine too." in page
