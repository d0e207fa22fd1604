"""Two admins, or two clicks, at the same moment, on the configured database."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from community.models import Channel, Community
from moderation.administration import channels, communities, desks, invitations, people
from moderation.cases import actions
from moderation.changes import mark_of_values
from moderation.models import Case, Change, Desk, Invitation, Membership, User
from tests.builders import NOON, make_case, make_community, make_user
from tests.cases.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)
Verb = Callable[[Membership, User], Any]


@pytest.fixture
def place(transactional_db: None, queue_folder: object) -> Community:
    return make_community()


@pytest.fixture
def two(place: Community) -> list[User]:
    return [make_user("ada", "admin"), make_user("amy", "admin")]


def demote(member: Membership, by: User) -> object:
    return people.change_role(
        member, by, NOON, role="viewer", team="", seen=mark_of_values(people.membership_values(member))
    )


def end(member: Membership, by: User) -> object:
    return people.deactivate(member, by, NOON)


@pytest.mark.parametrize(("verb", "other"), [(demote, demote), (end, end), (demote, end)])
@pytest.mark.parametrize("whom", ["each other", "themselves"])
def test_two_admins_leave_one(two: list[User], verb: Verb, other: Verb, whom: str) -> None:
    members = [Membership.objects.get(user=user) for user in (reversed(two) if whom == "each other" else two)]
    acts = [partial(verb, members[0], two[0]), partial(other, members[1], two[1])]
    assert len(refused(at_once(*acts))) == 1
    assert Membership.objects.active().filter(role="admin").count() == 1
    assert Change.objects.count() == 1


def test_of_two_saves_of_the_same_form_one_is_refused_and_nothing_is_lost(place: Community, two: list[User]) -> None:
    before = desks.settings_values(Desk.objects.get())
    acts = [
        partial(
            desks.change_desk, place, by, NOON, seen=mark_of_values(before), **(before | {"reports_from": 5 + number})
        )
        for number, by in enumerate(two)
    ]
    (why,) = refused(at_once(*acts))
    assert "changed this while you were editing" in why
    assert Change.objects.get().after == {"reports_from": Desk.objects.get().reports_from}


def test_a_link_opened_by_two_clicks_at_once_makes_one_account(place: Community, two: list[User]) -> None:
    token = invitations.invite(place, two[0], NOON, email="noor@example.org", role="viewer", team="")
    found = invitations.find_open(token, NOON)
    assert found
    accept = partial(invitations.accept_as_new, found, NOON, name="Noor", password="a long enough password")
    assert len(refused(at_once(accept, accept))) == 1
    assert User.objects.get(email="noor@example.org").memberships.count() == 1


def test_a_link_opened_in_two_browsers_at_once_opens_one(place: Community, two: list[User]) -> None:
    token = invitations.invite(place, two[0], NOON, email="noor@example.org", role="viewer", team="")
    found = invitations.find_open(token, NOON)
    assert found
    acts = [partial(invitations.open_link, found, secret, NOON) for secret in ("phone", "laptop")]
    assert len(refused(at_once(*acts))) == 1
    opened = [bool(invitations.find_opened(found.pk, secret, NOON)) for secret in ("phone", "laptop")]
    assert sorted(opened) == [False, True]


def test_an_invitation_withdrawn_and_accepted_at_once_is_one_of_both(place: Community, two: list[User]) -> None:
    noor = make_user("noor")
    invitations.invite(place, two[0], NOON, email=noor.email, role="viewer", team="")
    found = Invitation.objects.select_related("community").get()
    acts = [partial(invitations.withdraw, found, two[0], NOON), partial(invitations.accept, found, noor, NOON)]
    assert len(refused(at_once(*acts))) == 1
    found.refresh_from_db()
    assert noor.memberships.exists() == (found.withdrawn_at is None)


def test_two_channels_of_one_name_are_one(place: Community, two: list[User]) -> None:
    written = {"is_private": False, "is_answered": True, "language": "", "feed": None}
    acts = [partial(channels.add_channel, place, by, NOON, name="Forum", **written) for by in two]
    assert len(refused(at_once(*acts))) == 1
    assert Channel.objects.count() == 1


@pytest.mark.parametrize("is_like", [False, True])
@pytest.mark.parametrize("names", [("Brackwater", "brackwater"), ("Brack water", "Brack-Water")])
def test_of_two_new_communities_of_one_address_one_is_refused_in_words(
    place: Community, two: list[User], names: tuple[str, str], is_like: bool
) -> None:
    like = {"like": place} if is_like else {}
    acts = [partial(communities.add, by, NOON, name=name, **like) for by, name in zip(two, names, strict=True)]
    assert len(refused(at_once(*acts))) == 1
    made = Community.objects.exclude(pk=place.pk).get()
    assert Membership.objects.filter(community=made).count() == 1


def test_a_claim_made_while_the_membership_ends_is_not_kept(place: Community, two: list[User]) -> None:
    ben = make_user("ben", "moderator")
    cases = [make_case() for _ in range(3)]
    member = Membership.objects.get(user=ben)
    claims = [partial(actions.claim, case, ben, NOON) for case in cases]
    at_once(partial(people.deactivate, member, two[0], NOON), *claims)
    people.release_strays(NOON)
    assert not Case.objects.filter(assignee=ben).exists()
