"""Invite people by a link that opens in one browser, once."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from community.models import Community
from moderation.access import Right
from moderation.administration import people
from moderation.changes import Subject, held_for_all, hold_community, record_change
from moderation.models import Invitation, Membership, User
from moderation.models.people import may
from moderation.refusal import Refused

TOKEN_BYTES = 32
VALID_FOR = timedelta(days=7)
NO_LONGER = "This invitation can no longer be used."
OPENED = "This link was opened a moment ago."
# Only the holder of a link is told this, so it cannot be used to look for accounts.
SIGN_IN = "There is an account with this e-mail now. Sign in with it, then accept."


def find_open(token: str, now: datetime) -> Invitation | None:
    """Return the open invitation of this link."""
    return _offered(now, secret_hash=_hash_of(token))


def find_opened(pk: int, secret: str, now: datetime) -> Invitation | None:
    """Return the open invitation that the browser with this secret has opened."""
    return _offered(now, pk=pk, browser_hash=_hash_of(secret))


def make_secret() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def invitation_values(invitation: Invitation) -> dict[str, Any]:
    return {"role": invitation.role, "team": invitation.team}


@transaction.atomic
def invite(community: Community, by: User, now: datetime, *, email: str, role: str, team: str) -> str:
    """Offer somebody a place, and return the secret of the link."""
    community, email = hold_community(community, by), email.lower()
    if Membership.objects.filter(community=community, user__email__iexact=email, ended_at=None).exists():
        raise Refused(f"{email} is in {community} already. Change their role under their name.")
    for earlier in Invitation.objects.open(now).filter(community=community, email__iexact=email):
        _withdraw_open(earlier, by, now)
    token = make_secret()
    invitation = Invitation.objects.create(
        community=community,
        email=email,
        role=role,
        team=team,
        # The secret itself is not stored, so nobody can ask for it again.
        secret_hash=_hash_of(token),
        made_by=by,
        made_at=now,
        expires_at=now + VALID_FOR,
    )
    record_change(community, by, now, Subject.INVITATION, email, before={}, after=invitation_values(invitation))
    return token


@transaction.atomic
def renew(invitation: Invitation, by: User, now: datetime) -> str:
    """Offer the same place by another link.

    The earlier link, opened or not, is withdrawn.
    """
    community = hold_community(invitation.community, by)
    _withdraw_open(invitation, by, now)
    return invite(community, by, now, email=invitation.email, **invitation_values(invitation))


@transaction.atomic
def open_link(invitation: Invitation, secret: str, now: datetime) -> None:
    """Exchange the link for the secret of one browser."""
    community = held_for_all(invitation.community)
    unopened = Invitation.objects.open(now).filter(pk=invitation.pk, opened_at=None)
    if not unopened.update(opened_at=now, browser_hash=_hash_of(secret)):
        # A link that was used once is worth nothing in a log.
        raise Refused(OPENED)
    before, after = {"state": "not opened"}, {"state": "opened"}
    record_change(community, None, now, Subject.INVITATION, invitation.email, before=before, after=after)


@transaction.atomic
def withdraw(invitation: Invitation, by: User, now: datetime) -> None:
    hold_community(invitation.community, by)
    _withdraw_open(invitation, by, now)


@transaction.atomic
def accept(invitation: Invitation, user: User, now: datetime) -> Membership:
    """Take the offered place, once.

    A membership that had ended begins again with it.
    """
    community = held_for_all(invitation.community)
    if user.email.lower() != invitation.email.lower():
        raise Refused(f"This invitation is for {invitation.email}, and you are signed in as {user.email}.")
    if not Invitation.objects.open(now).filter(pk=invitation.pk).update(accepted_at=now):
        raise Refused(NO_LONGER)
    member = Membership.objects.filter(user=user, community=community).first()
    # An old link must not bring back somebody who has left since.
    has_left_since = bool(member and member.ended_at and member.ended_at > invitation.made_at)
    if has_left_since or not _is_offered(invitation):
        raise Refused(NO_LONGER)
    if member and member.ended_at is None:
        raise Refused(f"You are in {community} already.")
    before = people.membership_values(member) if member else {}
    place = {"role": invitation.role, "team": invitation.team, "joined_at": now, "ended_at": None}
    member, _ = Membership.objects.update_or_create(user=user, community=community, defaults=place)
    record_change(
        community,
        user,
        now,
        Subject.PERSON,
        people.name_of(user),
        before=before,
        after=people.membership_values(member),
    )
    return member


@transaction.atomic
def accept_as_new(invitation: Invitation, now: datetime, *, name: str, password: str) -> User:
    """Create the invited account, with exactly that e-mail, and take the place."""
    held_for_all(invitation.community)
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise Refused(SIGN_IN)
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name)
    except IntegrityError:
        # Another community's invitation was accepted at the same moment.
        raise Refused(SIGN_IN) from None
    accept(invitation, user, now)
    return user


def _offered(now: datetime, **which: Any) -> Invitation | None:
    found = Invitation.objects.open(now).select_related("community", "made_by").filter(**which).first()
    return found if found and _is_offered(found) else None


def _is_offered(invitation: Invitation) -> bool:
    """Tell whether the admin who invited may still do so."""
    return may(invitation.made_by, Right.EDIT_SETTINGS, invitation.community)


def _withdraw_open(invitation: Invitation, by: User, now: datetime) -> None:
    if not Invitation.objects.open(now).filter(pk=invitation.pk).update(withdrawn_at=now):
        raise Refused(f"The invitation of {invitation.email} was accepted, withdrawn or too old already.")
    record_change(
        invitation.community,
        by,
        now,
        Subject.INVITATION,
        invitation.email,
        before=invitation_values(invitation),
        after={},
    )


def _hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
