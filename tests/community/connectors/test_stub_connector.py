"""The stub's connector reads at its speed, for one of two readers, and plays back what it was told."""

from datetime import timedelta

import pytest

from community.connectors.kinds import CONNECTORS
from community.connectors.storing import as_said, store_records
from community.connectors.stub import PLANS
from community.connectors.stub.connector import MESSAGES_A_READING, played_back, still_gone, unhurried
from community.connectors.values import Action
from community.models import Channel, Feed, Member, Message, StubAction
from community.records import RawMessage
from moderation.assessments import intake
from moderation.models import PendingAssessment
from tests.builders import NOON, make_community, make_message, make_source

STUB, STABLE_ID = CONNECTORS["stub"], "9c858901-8a57-4791-81fe-4c455b099bc9"


@pytest.fixture
def feed(db: None) -> Feed:
    community = make_community("tarnfell")
    feed = Feed.objects.create(community=community, kind="stub", settings={"a_minute": 60})
    source = make_source(community)
    for plan in PLANS["tarnfell"].channels:
        Channel.objects.create(source=source, community=community, feed=feed, slug=plan.slug, name=plan.name)
    return feed


def read(feed: Feed, seconds: int) -> int:
    feed.refresh_from_db()
    return STUB.pull(feed, NOON + timedelta(seconds=seconds), intake.stored)


def test_a_new_feed_begins_with_one_message(feed: Feed) -> None:
    assert read(feed, 0) == 1
    assert Message.objects.count() == PendingAssessment.objects.count() == 1


def test_a_feed_is_read_at_its_speed(feed: Feed) -> None:
    read(feed, 0)
    assert read(feed, 10) == 10
    feed.refresh_from_db()
    assert feed.cursor == 11


def test_a_feed_that_slept_does_not_pour_everything_out(feed: Feed) -> None:
    read(feed, 0)
    assert read(feed, 86_400) == MESSAGES_A_READING


@pytest.mark.parametrize(
    ("back", "at_once", "ten_seconds_later"),
    # Behind by a little, the clock is soon right again; by more, the feed begins anew at its speed.
    [(1, 0, 9), (59, 0, 0), (3_600, 1, 10), (86_400, 1, 10)],
)
def test_a_feed_goes_on_after_the_clock_was_set_back(
    feed: Feed, back: int, at_once: int, ten_seconds_later: int
) -> None:
    read(feed, 0)
    read(feed, 10)
    assert read(feed, 10 - back) == at_once
    assert read(feed, 10 - back + 10) == ten_seconds_later
    feed.refresh_from_db()
    assert feed.cursor == 11 + at_once + ten_seconds_later


def test_a_feed_goes_on_after_the_clock_was_set_forward_and_back(feed: Feed) -> None:
    read(feed, 0)
    assert read(feed, 86_400) == MESSAGES_A_READING
    assert [read(feed, 5), read(feed, 10)] == [1, 5]
    feed.refresh_from_db()
    assert feed.cursor == 1 + MESSAGES_A_READING + 6


def test_only_one_of_two_readers_stores_what_is_new(feed: Feed) -> None:
    read(feed, 0)
    late = Feed.objects.get()
    assert read(feed, 5) == 5
    assert STUB.pull(late, NOON + timedelta(seconds=5), intake.stored) == 0


def test_a_feed_that_was_switched_off_meanwhile_is_not_read(feed: Feed) -> None:
    Feed.objects.update(is_on=False)
    assert STUB.pull(feed, NOON, intake.stored) == 0


def tell(feed: Feed, message: Message, kind: str, text: str = "", stable_id: str = STABLE_ID) -> None:
    STUB.carry_out(feed, Action(stable_id, kind, message.external_id, message.channel.slug, text, NOON))


def told(feed: Feed, kind: str, text: str = "") -> Message:
    read(feed, 0)
    message = Message.objects.get()
    tell(feed, message, kind, text)
    read(feed, 1)
    return message


def test_a_reply_comes_back_as_a_staff_message(feed: Feed) -> None:
    message = told(feed, "reply", "We are on it.")
    back = Message.objects.get(external_id=f"parley-{STABLE_ID}")
    assert (back.text, back.from_staff, back.parent) == ("We are on it.", True, message)
    assert Member.objects.filter(role="staff", messages=back).exists()


@pytest.mark.parametrize("kind", ["hide", "remove"])
def test_what_was_taken_down_comes_back_as_removed_with_its_text_kept(feed: Feed, kind: str) -> None:
    message = told(feed, kind)
    text = message.text
    message.refresh_from_db()
    assert message.removed_at is not None
    assert message.text == text


def test_what_was_restored_is_back_as_it_was(feed: Feed) -> None:
    message = told(feed, "hide")
    before = Message.objects.values("kind", "text", "author", "posted_at", "revision").get(pk=message.pk)
    tell(feed, message, "restore", stable_id="0c858901-8a57-4791-81fe-4c455b099bc9")
    read(feed, 3)
    assert Message.objects.values("kind", "text", "author", "posted_at", "revision").get(pk=message.pk) == before
    assert Message.objects.get(pk=message.pk).removed_at is None


def test_news_of_a_message_that_was_taken_down_do_not_bring_it_back(feed: Feed) -> None:
    message = told(feed, "remove")
    again = [as_said(message)]
    assert [record.deleted for record in still_gone(feed, again)] == [True]
    assert [record.deleted for record in still_gone(feed, [again[0]._replace(external_id="x")])] == [False]


def test_an_action_is_played_back_once(feed: Feed) -> None:
    told(feed, "reply", "We are on it.")
    read(feed, 2)
    assert Message.objects.filter(external_id__startswith="parley-").count() == 1


def raws(*said: tuple[str, str, bool, timedelta | None]) -> list[RawMessage]:
    return [
        RawMessage(pk, "Said.", parent_external_id=parent, from_staff=staff, posted_at=ago and NOON - ago)
        for pk, parent, staff, ago in said
    ]


@pytest.mark.parametrize(("minutes", "answered"), [(0, False), (9, False), (10, True), (600, True)])
def test_staff_answer_nobody_within_seconds(feed: Feed, minutes: int, answered: bool) -> None:
    channel = Channel.objects.get(slug="gear-help")
    asked = make_message(channel=channel, posted_at=NOON - timedelta(minutes=minutes))
    now = timedelta(seconds=1)
    records = raws(("a", asked.external_id, True, now), ("b", "a", False, now), ("c", asked.external_id, False, now))
    assert [record.external_id for record in unhurried(feed, records, NOON)] == (["a", "b", "c"] if answered else ["c"])


def test_what_followed_on_an_answer_that_was_left_out_is_left_out_later_too(feed: Feed) -> None:
    now = timedelta(seconds=1)
    first = raws(("q", "", False, now), ("a", "q", True, now), ("t", "a", False, now), ("t", "a", False, None))
    assert [record.external_id for record in unhurried(feed, first, NOON)] == ["q"]
    later = raws(("t", "a", False, None), ("u", "t", False, now), ("a", "q", True, None), ("q", "", False, None))
    store_records(feed, [first[0]._replace(channel="gear-help")], NOON, intake.stored)
    assert [record.external_id for record in unhurried(feed, later, NOON)] == ["q"]


def test_a_slow_feed_says_one_every_ten_minutes(feed: Feed) -> None:
    Feed.objects.update(settings={"a_minute": 0.1})
    assert [read(feed, seconds) for seconds in (0, 300, 599, 600, 900, 1_200)] == [1, 0, 0, 1, 0, 1]


def test_a_reply_shows_after_the_desk_was_told_that_it_is_delivered(feed: Feed) -> None:
    """It would count as an answer that somebody else gave on the platform before."""
    told = StubAction(feed=feed, kind="reply", channel=Channel(slug="direct"), text="Hello.", told_at=NOON)
    shown = played_back(told)
    assert shown
    assert shown.posted_at == NOON + timedelta(seconds=1)
