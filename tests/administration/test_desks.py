"""The community's own name and zone: no other's name, and what was worked out in the old zone is worked out anew."""

from typing import Any

import pytest

from community import channels
from community.models import Community
from moderation.administration import desks
from moderation.changes import mark_of_values
from moderation.models import Desk, User
from moderation.refusal import Refused
from tests.builders import NOON


def change(place: Community, by: User, **written: Any) -> bool:
    before = desks.settings_values(Community.objects.get(pk=place.pk))
    return desks.change_community(place, by, NOON, seen=mark_of_values(before), **before | written)


@pytest.mark.parametrize("name", ["Emberloom", "EMBERLOOM", "emberloom", "Em ber", "em-ber"])
def test_a_community_does_not_take_anothers_name_or_address(
    tarnfell: Community, emberloom: Community, ada: User, name: str
) -> None:
    Community.objects.filter(pk=emberloom.pk).update(slug="em-ber")
    with pytest.raises(Refused, match=f"Another community is named “{name}” already"):
        change(tarnfell, ada, name=name)
    assert channels.find_community(name) != tarnfell


def test_the_own_name_may_be_written_otherwise(tarnfell: Community, ada: User) -> None:
    assert change(tarnfell, ada, name="Tarnfell outdoor")
    assert change(tarnfell, ada, name="tarnfell")


def test_who_shares_a_name_already_may_change_everything_else(
    tarnfell: Community, emberloom: Community, ada: User
) -> None:
    Community.objects.filter(pk=emberloom.pk).update(name=tarnfell.name)
    assert change(tarnfell, ada, languages=["de"])


@pytest.mark.parametrize(("written", "reached"), [({"time_zone": "Asia/Tokyo"}, 0), ({"languages": ["de"]}, None)])
def test_in_another_zone_rules_are_asked_about_every_open_case_again(
    tarnfell: Community, ada: User, written: dict[str, Any], reached: int | None
) -> None:
    assert change(tarnfell, ada, **written)
    assert Desk.objects.get(community=tarnfell).rules_reached == reached
