"""Roles of members: set and ended by admins, on the record, for messages that do not say."""

from datetime import timedelta

import pytest

from community.models import Channel, MemberRole
from moderation.administration import roles
from moderation.models import Change, User
from moderation.refusal import Refused
from tests.builders import NOON, make_member
from tests.community.storing import raw, store, stored

HOUR = timedelta(hours=1)


def test_a_role_holds_from_and_until_and_the_newer_of_two_counts(reviews: Channel, ada: User) -> None:
    wren = make_member(reviews.community, "wren")
    roles.set_role(wren, ada, NOON, role="staff", why="joined us")
    roles.set_role(wren, ada, NOON, role="automated", since=NOON + 2 * HOUR, until=NOON + 3 * HOUR)
    for hour in (-1, 1, 2, 3):
        store(reviews, raw(f"m{hour}", author_id="wren", posted_at=NOON + hour * HOUR))
    counted = [(stored(f"m{hour}").from_staff, stored(f"m{hour}").automated) for hour in (-1, 1, 2, 3)]
    assert counted == [(False, False), (True, False), (False, True), (True, False)]
    assert Change.objects.last().after["why"] == "joined us"


def test_a_role_that_ends_before_it_began_never_held(reviews: Channel, ada: User) -> None:
    role = roles.set_role(make_member(reviews.community, "wren"), ada, NOON, role="staff", since=NOON + HOUR)
    roles.end_role(role, ada, NOON)
    store(reviews, raw(author_id="wren", posted_at=NOON + 2 * HOUR))
    assert not stored().from_staff
    with pytest.raises(Refused, match="ended already"):
        roles.end_role(role, ada, NOON + HOUR)


def test_only_admins_set_roles(reviews: Channel, mia: User) -> None:
    with pytest.raises(Refused, match="no longer an admin"):
        roles.set_role(make_member(reviews.community), mia, NOON, role="staff")
    assert not MemberRole.objects.exists()


def test_a_member_has_so_many_roles(reviews: Channel, ada: User) -> None:
    wren = make_member(reviews.community, "wren")
    MemberRole.objects.bulk_create(MemberRole(member=wren, role="staff") for _ in range(roles.MOST_ROLES))
    with pytest.raises(Refused, match="up to 100 roles"):
        roles.set_role(wren, ada, NOON, role="staff")
