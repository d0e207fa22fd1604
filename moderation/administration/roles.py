"""Set and end the roles of members in their sources."""

from datetime import datetime

from django.db import transaction

from community.models import Community, Member, MemberRole
from moderation.administration.spans import refuse_backwards, span_values
from moderation.changes import Subject, Values, hold_community, record_change
from moderation.models import User
from moderation.refusal import Refused

# All roles of a member are read for each message of an import.
MOST_ROLES = 100


def role_values(role: MemberRole) -> Values:
    return {"role": role.role, **span_values(role)}


def name_of_member(member: Member) -> str:
    return f"{member} in {member.source}"


@transaction.atomic
def set_role(
    member: Member,
    by: User,
    now: datetime,
    *,
    role: str,
    since: datetime | None = None,
    until: datetime | None = None,
    why: str = "",
) -> MemberRole:
    """Set a member's role, from now on unless another moment is said.

    Where two hold at once the newer one counts.
    """
    community = hold_community(member.source.community, by)
    member = Member.objects.select_related("source").get(pk=member.pk, source__community=community)
    row = MemberRole(member=member, role=role, since=since or now, until=until, why=why)
    refuse_backwards(row)
    if member.roles.count() >= MOST_ROLES:
        raise Refused(f"A member has up to {MOST_ROLES} roles on the record.")
    row.save()
    record_change(community, by, now, Subject.ROLE, name_of_member(member), before={}, after=role_values(row))
    return row


@transaction.atomic
def end_role(role: MemberRole, by: User, now: datetime) -> None:
    """End a role, which stays for what was written until now."""
    community, role = hold_role(role, by)
    if role.until and role.until <= now:
        raise Refused("That role has ended already.")
    before, role.until = role_values(role), now
    if role.since and role.since > now:
        # It would begin later and so end before it begins.
        role.since = now
    role.save(update_fields=["since", "until"])
    name = name_of_member(role.member)
    record_change(community, by, now, Subject.ROLE, name, before=before, after=role_values(role))


def hold_role(role: MemberRole, by: User) -> tuple[Community, MemberRole]:
    community = hold_community(role.member.source.community, by)
    rows = MemberRole.objects.select_related("member__source")
    return community, rows.get(pk=role.pk, member__source__community=community)
