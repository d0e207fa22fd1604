"""Feeds that are read by themselves: at their speed, by one of two readers, and playing back what they were told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community.connectors import live
from community.connectors.stub import PLANS
from community.models import Channel, Feed, Member, Message
from moderation.assessments import intake
from moderation.models import PendingAssessment
from tests.builders import NOON, make_community


@pytest.fixture
def feed(db: None) -> Feed:
    community = make_community("tarnfell")
    feed = Feed.objects.create(community=community, a_minute=60)
    for plan in PLANS["tarnfell"].channels:
        Channel.objects.create(community=community, feed=feed, slug=plan.slug, name=plan.name)
    return feed


def read(feed: Feed, seconds: int) -> int:
    feed.refresh_from_db()
    return live.read(feed, NOON + timedelta(seconds=seconds), intake.stored)


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
    assert read(feed, 86_400) == live.MESSAGES_A_READING


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
    assert read(feed, 86_400) == live.MESSAGES_A_READING
    assert [read(feed, 5), read(feed, 10)] == [1, 5]
    feed.refresh_from_db()
    assert feed.cursor == 1 + live.MESSAGES_A_READING + 6


def test_only_one_of_two_readers_stores_what_is_new(feed: Feed) -> None:
    read(feed, 0)
    late = Feed.objects.get()
    assert read(feed, 5) == 5
    assert live.read(late, NOON + timedelta(seconds=5), intake.stored) == 0


def test_a_feed_that_was_switched_off_meanwhile_is_not_read(feed: Feed) -> None:
    Feed.objects.update(is_on=False)
    assert live.read(feed, NOON, intake.stored) == 0


def told(feed: Feed, kind: str, text: str = "") -> Message:
    read(feed, 0)
    message = Message.objects.get()
    live.tell(
        feed, message.channel, stable_id="9c858901-8a57-4791-81fe-4c455b099bc9", kind=kind,
        target=message.external_id, text=text, now=NOON,
    )  # fmt: skip
    read(feed, 1)
    return message


def test_a_reply_comes_back_as_a_staff_message(feed: Feed) -> None:
    message = told(feed, "reply", "We are on it.")
    back = Message.objects.get(external_id="parley-9c858901-8a57-4791-81fe-4c455b099bc9")
    assert (back.text, back.from_staff, back.parent) == ("We are on it.", True, message)
    assert Member.objects.filter(is_staff=True, messages=back).exists()


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
    live.tell(
        feed, message.channel, stable_id="0c858901-8a57-4791-81fe-4c455b099bc9", kind="restore",
        target=message.external_id, text="", now=NOON,
    )  # fmt: skip
    read(feed, 3)
    assert Message.objects.values("kind", "text", "author", "posted_at", "revision").get(pk=message.pk) == before
    assert Message.objects.get(pk=message.pk).removed_at is None


def test_news_of_a_message_that_was_taken_down_do_not_bring_it_back(feed: Feed) -> None:
    message = told(feed, "remove")
    again = [live.as_said(message)]
    assert [record.deleted for record in live.still_gone(feed, again)] == [True]
    assert [record.deleted for record in live.still_gone(feed, [replace(again[0], external_id="x")])] == [False]


def test_an_action_is_played_back_once(feed: Feed) -> None:
    told(feed, "reply", "We are on it.")
    read(feed, 2)
    assert Message.objects.filter(external_id__startswith="parley-").count() == 1
