"""Feeds: the stub feed where it has something to say, with the channels that it writes in."""

import pytest

from community.connectors.stub import PLANS
from community.models import Channel, Community, Feed
from moderation.administration import feeds
from moderation.changes import mark_of_values
from moderation.models import Change, User
from moderation.refusal import Refused
from tests.builders import NOON, make_channel, make_community, make_feed, make_user


def test_the_stub_feed_comes_with_its_channels(tarnfell: Community, ada: User) -> None:
    kept = make_channel(tarnfell, "gear-help", name="Help", is_answered=False)
    feed = feeds.add_feed(tarnfell, ada, NOON, kind="stub")
    assert set(feed.channels.values_list("slug", flat=True)) == {plan.slug for plan in PLANS["tarnfell"].channels}
    kept.refresh_from_db()
    assert (kept.name, kept.is_answered, kept.feed) == ("Help", False, feed)
    assert [change.subject for change in Change.objects.all()] == ["channel"] * 5 + ["feed"]
    assert Change.objects.get(name="Help").after == {"feed": "stub"}


def test_there_is_one_stub_feed(tarnfell: Community, ada: User) -> None:
    make_feed(tarnfell)
    with pytest.raises(Refused, match="there already"):
        feeds.add_feed(tarnfell, ada, NOON, kind="stub")


def test_a_community_that_the_stub_does_not_play_has_none(db: None) -> None:
    place = make_community("brackwater")
    with pytest.raises(Refused, match="plays two invented communities, Tarnfell Outdoor and Emberloom"):
        feeds.add_feed(place, make_user("bea", "admin", place), NOON, kind="stub")
    assert not Feed.objects.exists()
    assert not Channel.objects.exists()


def test_a_change_leaves_the_place_where_the_feed_is_read(tarnfell: Community, ada: User) -> None:
    feed = make_feed(tarnfell, cursor=40)
    seen = mark_of_values(feeds.feed_values(feed))
    Feed.objects.update(cursor=41)
    assert feeds.change_feed(feed, ada, NOON, is_on=False, a_minute=600, seen=seen)
    feed.refresh_from_db()
    assert (feed.is_on, feed.settings, feed.cursor) == (False, {"a_minute": 600}, 41)
    assert Change.objects.get().before == {"is_on": True, "a_minute": 12}
