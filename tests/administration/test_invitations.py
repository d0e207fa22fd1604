"""Invitations: only a hash is kept, the link opens once and not for ever, and gives what was offered."""

from datetime import timedelta
from hashlib import sha256

import pytest

from community.models import Community
from moderation.administration import invitations, people
from moderation.models import Change, Invitation, Membership, User
from moderation.refusal import Refused
from tests.builders import NOON, make_user

LATER = NOON + timedelta(hours=1)


def invite(place: Community, by: User, email: str = "noor@example.org", role: str = "moderator", team: str = "") -> str:
    return invitations.invite(place, by, NOON, email=email, role=role, team=team)


def test_only_the_hash_of_a_long_secret_is_kept(tarnfell: Community, ada: User) -> None:
    token = invite(tarnfell, ada)
    kept = Invitation.objects.get()
    assert len(token) >= 43
    assert kept.secret_hash == sha256(token.encode()).hexdigest()
    assert token not in str(Invitation.objects.values().get()) + str(Change.objects.values().get())


def test_an_invitation_is_on_the_record(tarnfell: Community, ada: User) -> None:
    invite(tarnfell, ada, role="lead", team="pr")
    said = Change.objects.get()
    assert (said.actor, said.subject, said.name) == (ada, "invitation", "noor@example.org")
    assert (said.before, said.after) == ({}, {"role": "lead", "team": "pr"})


@pytest.mark.parametrize(("later", "is_open"), [(timedelta(days=7, seconds=-1), True), (timedelta(days=7), False)])
def test_it_is_open_for_seven_days(tarnfell: Community, ada: User, later: timedelta, is_open: bool) -> None:
    token = invite(tarnfell, ada)
    assert bool(invitations.find_open(token, NOON + later)) == is_open


def test_a_second_invitation_replaces_the_first(tarnfell: Community, ada: User) -> None:
    first = invite(tarnfell, ada)
    second = invite(tarnfell, ada, email="Noor@Example.org", role="viewer")
    assert invitations.find_open(first, LATER) is None
    assert invitations.find_open(second, LATER).role == "viewer"


def test_an_invitation_of_another_community_stays(
    tarnfell: Community, emberloom: Community, ada: User, pat: User
) -> None:
    first = invite(emberloom, pat)
    invite(tarnfell, ada)
    assert invitations.find_open(first, LATER)


def test_a_link_is_opened_once(tarnfell: Community, ada: User) -> None:
    found = invitations.find_open(invite(tarnfell, ada), LATER)
    invitations.open_link(found, "this browser", LATER)
    with pytest.raises(Refused, match="opened a moment ago"):
        invitations.open_link(found, "another one", LATER)
    assert invitations.find_opened(found.pk, "this browser", LATER) == found
    assert invitations.find_opened(found.pk, "another one", LATER) is None


def test_what_was_not_opened_is_no_browsers(tarnfell: Community, ada: User) -> None:
    found = invitations.find_open(invite(tarnfell, ada), LATER)
    assert invitations.find_opened(found.pk, "", LATER) is None


def test_opening_is_on_the_record_without_a_secret(tarnfell: Community, ada: User) -> None:
    invitations.open_link(invitations.find_open(invite(tarnfell, ada), LATER), "this browser", LATER)
    said = Change.objects.first()
    assert (said.actor, said.subject, said.name, said.at) == (None, "invitation", "noor@example.org", LATER)
    assert (said.before, said.after) == ({"state": "not opened"}, {"state": "opened"})


@pytest.mark.parametrize("gone", ["accepted_at", "withdrawn_at", "expires_at"])
def test_what_is_over_is_not_opened(tarnfell: Community, ada: User, gone: str) -> None:
    found = invitations.find_open(invite(tarnfell, ada), LATER)
    Invitation.objects.update(**{gone: LATER})
    with pytest.raises(Refused):
        invitations.open_link(found, "this browser", LATER)
    assert Invitation.objects.get().opened_at is None


def test_another_link_offers_the_same_and_ends_the_first(tarnfell: Community, ada: User) -> None:
    first = invite(tarnfell, ada, role="lead", team="legal")
    found = invitations.find_open(first, LATER)
    invitations.open_link(found, "somebody's browser", LATER)
    second = invitations.find_open(invitations.renew(found, ada, LATER), LATER)
    assert (second.email, second.opened_at) == ("noor@example.org", None)
    assert (second.role, second.team.slug) == ("lead", "legal")
    assert invitations.find_open(first, LATER) is None
    assert invitations.find_opened(found.pk, "somebody's browser", LATER) is None
    with pytest.raises(Refused, match="already"):
        invitations.renew(found, ada, LATER)


def test_what_was_withdrawn_opens_nothing(tarnfell: Community, ada: User) -> None:
    token = invite(tarnfell, ada)
    invitations.withdraw(Invitation.objects.get(), ada, LATER)
    assert invitations.find_open(token, LATER) is None
    assert Change.objects.first().after == {}
    with pytest.raises(Refused, match="already"):
        invitations.withdraw(Invitation.objects.get(), ada, LATER)


def test_a_member_is_not_invited_again(tarnfell: Community, ada: User, ana: User) -> None:
    with pytest.raises(Refused, match=r"ana@example\.org is in Tarnfell Outdoor already"):
        invite(tarnfell, ada, email="ANA@example.org")
    assert not Invitation.objects.exists()


def test_a_new_person_gets_exactly_what_was_offered(tarnfell: Community, ada: User) -> None:
    found = invitations.find_open(invite(tarnfell, ada, role="lead", team="legal"), LATER)
    user = invitations.accept_as_new(found, LATER, name="Noor", password="a long enough password")
    assert (user.email, user.name, user.is_staff, user.is_superuser) == ("noor@example.org", "Noor", False, False)
    assert user.check_password("a long enough password")
    place = user.memberships.get()
    assert (place.community, place.role, place.team.slug, place.joined_at) == (tarnfell, "lead", "legal", LATER)
    said = Change.objects.first()
    assert (said.actor, said.subject, said.name) == (user, "person", "Noor (noor@example.org)")


def test_a_link_is_used_once(tarnfell: Community, ada: User) -> None:
    found = invitations.find_open(invite(tarnfell, ada), LATER)
    noor = make_user("noor")
    invitations.accept(found, noor, LATER)
    Membership.objects.all().filter(user=noor).update(ended_at=LATER)
    with pytest.raises(Refused, match="no longer be used"):
        invitations.accept(found, noor, LATER)
    assert Membership.objects.get(user=noor).ended_at == LATER


def test_an_account_of_this_e_mail_is_not_made_twice(tarnfell: Community, ada: User) -> None:
    found = invitations.find_open(invite(tarnfell, ada), LATER)
    make_user("noor")
    with pytest.raises(Refused, match="Sign in with it"):
        invitations.accept_as_new(found, LATER, name="Noor", password="a long enough password")
    assert Invitation.objects.get().accepted_at is None


def test_somebody_else_does_not_accept_it(tarnfell: Community, ada: User, pat: User) -> None:
    found = invitations.find_open(invite(tarnfell, ada), LATER)
    with pytest.raises(Refused, match=r"for noor@example.org, and you are signed in as pat@example.org"):
        invitations.accept(found, pat, LATER)
    assert Invitation.objects.get().accepted_at is None


def test_a_membership_that_had_ended_begins_again_with_the_invited_role(
    tarnfell: Community, ada: User, ana: User
) -> None:
    Membership.objects.filter(user=ana).update(ended_at=NOON)
    invitations.accept(invitations.find_open(invite(tarnfell, ada, "ana@example.org", "viewer"), LATER), ana, LATER)
    place = Membership.objects.get(user=ana)
    assert (place.role, place.ended_at, place.joined_at) == ("viewer", None, LATER)
    said = Change.objects.first()
    assert said.before == {"role": "moderator", "state": "deactivated"}
    assert said.after == {"role": "viewer", "state": "active"}


def test_who_became_a_member_meanwhile_keeps_that_role(tarnfell: Community, ada: User) -> None:
    found = invitations.find_open(invite(tarnfell, ada, role="admin"), LATER)
    noor = make_user("noor", "viewer", tarnfell)
    with pytest.raises(Refused, match="already"):
        invitations.accept(found, noor, LATER)
    assert noor.memberships.get().role == "viewer"


@pytest.mark.parametrize("how", ["left", "demoted", "switched off"])
def test_what_somebody_offered_goes_with_their_right_to_offer_it(tarnfell: Community, ada: User, how: str) -> None:
    amy = make_user("amy", "admin")
    found = invitations.find_open(invite(tarnfell, amy, role="admin"), LATER)
    place = Membership.objects.get(user=amy)
    if how == "left":
        people.deactivate(place, ada, NOON)
    elif how == "demoted":
        Membership.objects.filter(user=amy).update(role="manager")
    else:
        User.objects.filter(pk=amy.pk).update(is_active=False)
    with pytest.raises(Refused, match="no longer be used"):
        invitations.accept_as_new(found, LATER, name="Amy again", password="a long enough password")
    assert not User.objects.filter(email="noor@example.org").exists()


def test_nobody_comes_back_by_a_link_from_before_they_left(tarnfell: Community, ada: User, ana: User) -> None:
    place = Membership.objects.get(user=ana)
    people.deactivate(place, ada, NOON)
    token = invite(tarnfell, ada, "ana@example.org", "manager")
    people.reactivate(place, ada, NOON)
    people.deactivate(place, ada, NOON + timedelta(minutes=1))
    with pytest.raises(Refused, match="no longer be used"):
        invitations.accept(invitations.find_open(token, LATER), ana, LATER)
    assert not Membership.objects.active().filter(user=ana).exists()
