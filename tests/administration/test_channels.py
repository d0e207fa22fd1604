"""Channels: made with an address of their own, and treated as an admin says."""

from typing import Any

import pytest

from community.models import Channel, Community
from moderation.administration import channels
from moderation.changes import mark_of_values
from moderation.models import Change, User
from moderation.refusal import Refused
from tests.builders import NOON, make_channel, make_feed

WRITTEN: dict[str, Any] = {"is_private": False, "is_answered": False, "language": "en", "feed": None}


def change(channel: Channel, by: User, **written: Any) -> bool:
    said = {"seen": mark_of_values(channels.channel_values(channel)), "name": channel.name} | WRITTEN | written
    return channels.change_channel(channel, by, NOON, **said)


def test_a_channel_gets_its_address_from_its_name(tarnfell: Community, ada: User) -> None:
    made = channels.add_channel(tarnfell, ada, NOON, name="Größe & Paßform", **WRITTEN)
    assert (made.slug, made.name, made.language) == ("größe-paßform", "Größe & Paßform", "en")
    said = Change.objects.get()
    assert (said.subject, said.name, said.before) == ("channel", "Größe & Paßform", {})
    named = {"name": "Größe & Paßform", "feed": "", "source": "Größe & Paßform"}
    assert said.after == named | {key: WRITTEN[key] for key in list(WRITTEN)[:3]}


@pytest.mark.parametrize(("name", "why"), [("store reviews", "named"), ("Reviews!", "address"), ("???", "no letter")])
def test_a_name_that_makes_no_channel_is_refused(reviews: Channel, ada: User, name: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        channels.add_channel(reviews.community, ada, NOON, name=name, **WRITTEN)
    assert Channel.objects.count() == 1


def test_only_what_differs_is_on_the_record(reviews: Channel, ada: User) -> None:
    assert change(reviews, ada, name="Reviews of the store", is_private=True)
    said = Change.objects.get()
    assert said.before == {"name": "Store reviews", "is_private": False}
    assert said.after == {"name": "Reviews of the store", "is_private": True}


def test_a_renamed_channel_keeps_its_address(reviews: Channel, ada: User) -> None:
    change(reviews, ada, name="Reviews of the store")
    assert Channel.objects.get().slug == "reviews"


def test_nothing_is_written_when_nothing_differs(reviews: Channel, ada: User) -> None:
    assert not change(reviews, ada)
    assert not Change.objects.exists()


def test_a_channel_does_not_take_the_name_of_another(reviews: Channel, ada: User) -> None:
    make_channel(reviews.community, "forum", name="Forum")
    with pytest.raises(Refused, match="There is a channel named “FORUM” already"):
        change(reviews, ada, name="FORUM")


def test_a_feed_of_another_community_is_refused(reviews: Channel, ada: User, emberloom: Community) -> None:
    foreign = make_feed(emberloom)
    for attempt in (
        lambda: change(reviews, ada, feed=foreign),
        lambda: channels.add_channel(reviews.community, ada, NOON, name="Forum", **WRITTEN | {"feed": foreign}),
    ):
        with pytest.raises(Refused, match="another community"):
            attempt()
    assert not Channel.objects.exclude(feed=None).exists()
