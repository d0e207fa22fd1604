import pytest

from community.channels import (
    Unknown,
    find_channel,
    find_community,
    make_channel,
    make_community,
    unknown_channel,
    unknown_community,
)
from community.models import Channel, Community

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("said", ["tarnfell", "Tarnfell Outdoor", "Tarnfell", " TARNFELL "])
def test_a_community_is_found_by_slug_or_name(tarnfell: Community, said: str) -> None:
    assert find_community(said) == tarnfell


def test_a_slug_goes_before_a_name(tarnfell: Community) -> None:
    Community.objects.create(slug="other", name="tarnfell")
    assert find_community("tarnfell") == tarnfell


def test_a_channel_is_found_in_its_own_community_only(reviews: Channel, emberloom: Community) -> None:
    assert find_channel(reviews.community, "Store reviews") == reviews
    assert find_channel(emberloom, "reviews") is None


@pytest.mark.parametrize("said", ["#ubuntu", "フォーラム", "Bug reports & fixes", "x" * 200])
def test_what_is_made_is_found_again_by_what_was_said(tarnfell: Community, said: str) -> None:
    assert find_channel(tarnfell, said) is None
    made = make_channel(tarnfell, said)
    assert find_channel(tarnfell, said) == made


def test_a_community_that_is_made_has_a_plain_slug(db: None) -> None:
    assert (make_community("Indie Game!").slug, find_community("Indie Game!").name) == ("indie-game", "Indie Game!")


def test_a_name_without_a_letter_makes_nothing(tarnfell: Community) -> None:
    with pytest.raises(Unknown, match="no letter or digit"):
        make_channel(tarnfell, "###")


def test_what_is_unknown_is_told_with_what_there_is(reviews: Channel) -> None:
    assert str(unknown_community("x")) == "There is no community x; there is tarnfell, or make it with --create."
    told = str(unknown_channel(reviews.community, "x"))
    assert told == "Tarnfell Outdoor has no channel x; there is reviews, or make it with --create."
