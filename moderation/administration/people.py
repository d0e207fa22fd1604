"""Change roles, and end and renew memberships."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from community.models import Community
from moderation.access import Right, rights_of, roles_with
from moderation.changes import Subject, hold_community, record_change, refuse_stale
from moderation.models import Case, CaseEvent, Membership, User
from moderation.refusal import Refused

CASES_AT_ONCE = 2_000
LAST_ADMIN = "There would be no admin left. Make somebody else an admin first."


def name_of(user: User) -> str:
    return f"{user} ({user.email})" if user.name else user.email


def membership_values(membership: Membership) -> dict[str, Any]:
    state = "deactivated" if membership.ended_at else "active"
    return {"role": membership.role, "team": membership.team, "state": state}


@transaction.atomic
def change_role(membership: Membership, by: User, now: datetime, *, role: str, team: str, seen: str) -> bool:
    """Give somebody another role or team.

    Returns whether anything differs.
    """
    community, member = _hold_membership(membership, by)
    before = membership_values(member)
    refuse_stale(community, Subject.PERSON, name_of(member.user), before, seen)
    if role != Membership.Role.ADMIN:
        _refuse_last_admin(member)
    member.role, member.team = role, team
    if not record_change(
        community, by, now, Subject.PERSON, name_of(member.user), before=before, after=membership_values(member)
    ):
        return False
    member.save(update_fields=["role", "team"])
    if Right.CLAIM not in rights_of(role):
        give_back(member, by, now, f"{member.user} is {member.get_role_display().lower()} now.")
    return True


@transaction.atomic
def deactivate(membership: Membership, by: User, now: datetime) -> int:
    """End a membership.

    Returns how many cases went back to the queue.
    """
    community, member = _hold_membership(membership, by)
    if member.ended_at:
        raise Refused(f"{member.user} was deactivated already.")
    _refuse_last_admin(member)
    before, member.ended_at = membership_values(member), now
    member.save(update_fields=["ended_at"])
    record_change(
        community, by, now, Subject.PERSON, name_of(member.user), before=before, after=membership_values(member)
    )
    return give_back(member, by, now, f"{member.user} was deactivated.")


@transaction.atomic
def reactivate(membership: Membership, by: User, now: datetime) -> None:
    community, member = _hold_membership(membership, by)
    if member.ended_at is None:
        raise Refused(f"{member.user} is active already.")
    before, member.ended_at, member.joined_at = membership_values(member), None, now
    member.save(update_fields=["ended_at", "joined_at"])
    record_change(
        community, by, now, Subject.PERSON, name_of(member.user), before=before, after=membership_values(member)
    )


@transaction.atomic
def release_strays(now: datetime) -> int:
    """Return cases to the queue whose holder may not hold them.

    They were claimed in the same moment, undone, or opened again since.
    """
    theirs = Case.objects.open().filter(community=OuterRef("community"), assignee=OuterRef("user"))
    able = Membership.objects.active().filter(role__in=roles_with(Right.CLAIM)).values("pk")
    unable = Membership.objects.exclude(pk__in=able).filter(Exists(theirs)).select_related("user", "community")
    return sum(give_back(member, None, now, f"{member.user} may not hold cases here any more.") for member in unable)


def give_back(member: Membership, by: User | None, now: datetime, why: str) -> int:
    """Return this person's cases in the community to the queue, and count them."""
    mine = Case.objects.open().filter(community=member.community, assignee=member.user)
    held = mine.order_by("pk").select_for_update(of=("self",), no_key=True)
    keys = list(held.values_list("pk", flat=True))
    free = {"assignee": None, "claimed_at": None, "unclaimed_at": now, "rules_due_at": now}
    # A statement takes only so many parameters.
    for start in range(0, len(keys), CASES_AT_ONCE):
        some = keys[start : start + CASES_AT_ONCE]
        mine.filter(pk__in=some).update(**free)
        CaseEvent.objects.bulk_create(
            CaseEvent(case_id=pk, kind=CaseEvent.Kind.RELEASED, actor=by, at=now, why=why) for pk in some
        )
    return len(keys)


def _hold_membership(membership: Membership, by: User) -> tuple[Community, Membership]:
    community = hold_community(membership.community, by)
    return community, Membership.objects.select_related("user").get(pk=membership.pk, community=community)


def _refuse_last_admin(member: Membership) -> None:
    """Refuse to leave a community without an admin."""
    # Both of two admins who demote each other hold the community, so the second sees the first's change.
    admins = Membership.objects.active().filter(community=member.community_id, role=Membership.Role.ADMIN)
    if admins.filter(pk=member.pk).exists() and not admins.exclude(pk=member.pk).exists():
        raise Refused(LAST_ADMIN)
