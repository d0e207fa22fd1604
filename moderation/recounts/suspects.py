"""Members whose channels suggest that they are strangers to each other."""

from collections.abc import Sequence
from typing import NamedTuple

from community.models import Community, Member, MemberName


class Suspect(NamedTuple):
    """A member with the names that channels give, and what the mix-up does."""

    member: Member
    names: Sequence[MemberName]
    harm: str


def suspects_of(community: Community, most: int) -> list[Suspect]:
    """Return members with different names in different channels, those who count as staff first.

    Only the names that differed when they came in are read.
    """
    named = MemberName.objects.filter(member__source__community=community)
    keys = list(named.order_by("-member__role", "-seen_at").values_list("member", flat=True)[: most * 4])
    members = Member.objects.filter(pk__in=keys).select_related("source").prefetch_related("names__channel", "roles")
    found = [Suspect(member, list(member.names.all()), harm_of(member)) for member in members]
    return sorted((each for each in found if len(each.names) > 1), key=lambda each: (not each.harm, each.member.pk))[
        :most
    ]


def harm_of(member: Member) -> str:
    """Return a sentence about who counts as ours because of the other."""
    set_roles = {role.role for role in member.roles.all()}
    names = " and ".join(dict.fromkeys(name.name for name in member.names.all()))
    for role, said in ((Member.Role.STAFF, "staff"), (Member.Role.AUTOMATED, "automated")):
        if member.role == role or role in set_roles:
            return f"{names} count as {said} wherever a message does not say, because one of them is."
    return ""
