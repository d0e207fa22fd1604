"""People: which rights each has where, until when, and whom an invitation still lets in."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.models import Community
from moderation.access import Right
from moderation.models import Invitation, Membership, User
from moderation.models.people import communities_of, communities_where, may, require, role_in
from tests.builders import NOON, make_membership, make_team, make_user

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("role", "right", "is_allowed"),
    [
        ("", Right.SEE_HEALTH, False),
        ("viewer", Right.SEE_HEALTH, True),
        ("viewer", Right.SEE_CASES, False),
        ("moderator", Right.CLAIM, True),
        ("moderator", Right.RELEASE_OTHERS, False),
        ("manager", Right.IMPORT, True),
        ("manager", Right.EDIT_GUIDELINES, False),
        ("lead", Right.ACKNOWLEDGE, True),
        ("lead", Right.SEE_CASES, False),
        ("admin", Right.EDIT_SETTINGS, True),
    ],
)
def test_a_role_lets_somebody_do_this_and_not_that(
    tarnfell: Community, emberloom: Community, role: str, right: Right, is_allowed: bool
) -> None:
    kim = make_user("kim", role, tarnfell, team="pr" if role == "lead" else "")
    # Others may do everything in both.
    make_membership(make_user("ada", "admin", tarnfell), emberloom, "admin")
    assert may(kim, right, tarnfell) is is_allowed
    assert list(communities_where(kim, right)) == [tarnfell] * is_allowed
    if is_allowed:
        require(role_in(kim, tarnfell), right, tarnfell)
    else:
        with pytest.raises(PermissionDenied, match=f"Your role in Tarnfell Outdoor does not let you {right}"):
            require(role_in(kim, tarnfell), right, tarnfell)


def test_each_community_gives_rights_of_its_own(ana: User, tarnfell: Community, emberloom: Community) -> None:
    make_membership(ana, emberloom, "viewer")
    assert [role_in(ana, place) for place in (tarnfell, emberloom)] == ["moderator", "viewer"]
    assert list(communities_where(ana, Right.CLAIM)) == [tarnfell]
    assert set(communities_of(ana)) == {tarnfell, emberloom}
    with pytest.raises(PermissionDenied):
        require(role_in(ana, emberloom), Right.CLAIM, emberloom)


def test_a_role_that_ended_in_one_community_is_not_lent_by_another(
    ana: User, tarnfell: Community, emberloom: Community
) -> None:
    make_membership(ana, emberloom, "viewer")
    ana.memberships.filter(community=tarnfell).update(ended_at=NOON)
    assert [role_in(ana, place) for place in (tarnfell, emberloom)] == ["", "viewer"]
    assert not communities_where(ana, Right.CLAIM).exists()
    assert list(communities_of(ana)) == [emberloom]


def ended(by: User) -> None:
    by.memberships.update(ended_at=NOON)


def deactivated(by: User) -> None:
    User.objects.filter(pk=by.pk).update(is_active=False)


@pytest.mark.parametrize("leave", [ended, deactivated])
def test_who_has_left_has_no_role_and_leads_nobody(lee: User, tarnfell: Community, leave: Any) -> None:
    pr = make_team("pr", tarnfell)
    assert [each.user for each in Membership.objects.leads_of(tarnfell, pr)] == [lee]
    leave(lee)
    assert role_in(lee, tarnfell) == ""
    assert not may(lee, Right.SEE_HEALTH, tarnfell)
    assert not communities_of(lee).exists()
    assert not Membership.objects.active().filter(user=lee).exists()
    assert not Membership.objects.leads_of(tarnfell, pr).exists()


def test_the_leads_of_a_team_are_those_of_this_team_and_community(
    lee: User, ana: User, tarnfell: Community, emberloom: Community
) -> None:
    pr = make_team("pr", tarnfell)
    make_user("lex", "lead", tarnfell, team="legal")
    make_user("pia", "lead", emberloom, team="pr")
    # Whom Django's admin could have given another community's team.
    Membership.objects.create(user=make_user("eve"), community=emberloom, role="lead", team=pr)
    assert [each.user for each in Membership.objects.leads_of(tarnfell, pr)] == [lee]


def test_only_a_team_of_the_same_community_can_be_led(tarnfell: Community, emberloom: Community) -> None:
    role = {"user": make_user("kim"), "community": tarnfell, "role": "lead"}
    Membership(**role, team=make_team("pr", tarnfell)).clean()
    Membership(**role | {"role": "viewer"}).clean()
    with pytest.raises(ValidationError, match="This is a team of Emberloom"):
        Membership(**role, team=make_team("pr", emberloom)).clean()


@pytest.mark.parametrize(
    ("name", "shown", "initials"),
    [
        ("Ana", "Ana", "A"),
        ("ana lucía", "ana lucía", "AL"),
        ("Ana Lucía Prado", "Ana Lucía Prado", "AL"),
        ("", "ana@example.org", "A"),
    ],
)
def test_somebody_is_shown_by_name_or_else_by_address(name: str, shown: str, initials: str) -> None:
    user = User(email="ana@example.org", name=name)
    assert (str(user), user.initials) == (shown, initials)


def test_a_role_and_an_invitation_say_whose_and_where(ana: User, tarnfell: Community) -> None:
    assert str(ana.memberships.get()) == "Ana, moderator of Tarnfell Outdoor"
    invited = Invitation(community=tarnfell, email="kim@example.org", role="manager")
    assert str(invited) == "kim@example.org, community manager of Tarnfell Outdoor"


@pytest.mark.django_db
@pytest.mark.parametrize(("create", "runs_the_site"), [("create_user", False), ("create_superuser", True)])
def test_a_new_user_signs_in_by_a_lowered_address(create: str, runs_the_site: bool) -> None:
    made = getattr(User.objects, create)("Ana.Prado@Example.org", "a long secret", name="Ana")
    user = User.objects.get(email="ana.prado@example.org")
    assert (user, user.check_password("a long secret"), user.is_active) == (made, True, True)
    assert (user.is_staff, user.is_superuser) == (runs_the_site, runs_the_site)


@pytest.mark.parametrize(
    ("became", "is_open"),
    [
        ({}, True),
        ({"accepted_at": NOON - SECOND}, False),
        ({"withdrawn_at": NOON - SECOND}, False),
        ({"expires_at": NOON}, False),
    ],
)
def test_an_invitation_lets_in_until_it_is_used_withdrawn_or_over(
    tarnfell: Community, ada: User, became: dict[str, Any], is_open: bool
) -> None:
    offer = {"community": tarnfell, "email": "kim@example.org", "role": "viewer", "made_by": ada}
    Invitation.objects.create(**offer | {"expires_at": NOON + SECOND} | became)
    assert Invitation.objects.open(NOON).exists() is is_open
