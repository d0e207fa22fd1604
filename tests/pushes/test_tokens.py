"""A token opens one source until it is ended, and only its hash is kept."""

from hashlib import sha256

import pytest
from django.db import IntegrityError

from community.models import Channel, Community
from moderation.models import Change, Membership, PushToken, User
from moderation.pushes import tokens
from moderation.refusal import Refused
from tests.builders import NOON, make_channel, make_feed, make_source, make_token


def test_a_token_is_stored_as_its_hash_alone(reviews: Channel, ada: User) -> None:
    token = tokens.make_token(reviews.source, ada, NOON, name="shop bot")
    row = PushToken.objects.get()
    assert row.secret_hash == sha256(token.encode()).hexdigest()
    assert token not in str(list(PushToken.objects.values()) + list(Change.objects.values()))
    assert token.startswith("parley_")
    assert len(token) > 40


def test_it_opens_its_own_source_until_it_is_ended(reviews: Channel, ada: User) -> None:
    token = tokens.make_token(reviews.source, ada, NOON, name="shop bot")
    other = make_source(name="other")
    found = tokens.find_token(reviews.source_id, token)
    assert found
    assert (found.name, tokens.find_token(other.pk, token)) == ("shop bot", None)
    tokens.end_token(found, ada, NOON)
    assert tokens.find_token(reviews.source_id, token) is None


def test_making_and_ending_are_on_the_record(reviews: Channel, ada: User) -> None:
    tokens.make_token(reviews.source, ada, NOON, name="shop bot")
    tokens.end_token(PushToken.objects.select_related("source__community").get(), ada, NOON)
    source = reviews.source.name
    assert list(Change.objects.order_by("pk").values_list("actor", "subject", "name", "before", "after")) == [
        (ada.pk, "token", "shop bot", {}, {"source": source, "state": "open"}),
        (ada.pk, "token", "shop bot", {"state": "open"}, {"state": "ended"}),
    ]


def test_a_name_is_free_again_once_its_token_is_ended(reviews: Channel, ada: User) -> None:
    tokens.make_token(reviews.source, ada, NOON, name="shop bot")
    with pytest.raises(Refused, match="has a token named"):
        tokens.make_token(reviews.source, ada, NOON, name="shop bot")
    tokens.make_token(make_source(name="other"), ada, NOON, name="shop bot")
    PushToken.objects.update(ended_at=NOON)
    tokens.make_token(reviews.source, ada, NOON, name="shop bot")


def test_the_database_has_no_second_live_token_of_a_name(reviews: Channel) -> None:
    make_token(reviews.source)
    with pytest.raises(IntegrityError):
        make_token(reviews.source)


def test_a_token_ends_once(reviews: Channel, ada: User) -> None:
    make_token(reviews.source)
    token = PushToken.objects.select_related("source__community").get()
    tokens.end_token(token, ada, NOON)
    with pytest.raises(Refused, match="ended already"):
        tokens.end_token(token, ada, NOON)
    assert Change.objects.count() == 1


def test_who_is_no_admin_any_more_makes_and_ends_none(reviews: Channel, ada: User) -> None:
    make_token(reviews.source)
    Membership.objects.filter(user=ada).update(role="manager")
    with pytest.raises(Refused, match="no longer an admin"):
        tokens.make_token(reviews.source, ada, NOON, name="another")
    with pytest.raises(Refused, match="no longer an admin"):
        tokens.end_token(PushToken.objects.select_related("source__community").get(), ada, NOON)
    assert PushToken.objects.live().count() == 1


def test_a_source_that_a_feed_carries_out_for_needs_no_program(tarnfell: Community, emberloom: Community) -> None:
    feed = make_feed(tarnfell)
    make_channel(tarnfell, "played", source=make_source(tarnfell, "stub"), feed=feed)
    shop, empty = make_source(tarnfell, "shop"), make_source(tarnfell, "empty")
    make_channel(tarnfell, "shop", source=shop)
    make_source(emberloom, "foreign")
    assert set(tokens.sources_for_programs(tarnfell).exclude(name=tarnfell.name)) == {shop, empty}
