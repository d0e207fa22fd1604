"""Find the roles that the source gave members last."""

from collections.abc import Collection

from django.db.models import OuterRef, Q, QuerySet, Subquery

from community.models import Member, Message

Role = Member.Role


def settle_roles(members: Collection[int], messages: QuerySet[Message]) -> list[Member]:
    """Give members, by key, the role that these messages tell, and return those who have another now."""
    told, changed = roles_told(messages, members), []
    for member in Member.objects.filter(pk__among=list(members)).select_related("source"):
        role = told.get(member.pk, Role.MEMBER)
        if role != member.role:
            member.role = role
            changed.append(member)
    Member.objects.bulk_update(changed, ["role"], batch_size=200)
    return changed


def roles_told(messages: QuerySet[Message], members: Collection[int]) -> dict[int, str]:
    """Return the role that these messages' source gave last to each member, where it gave one."""
    said = messages.filter(Q(said_staff__isnull=False) | Q(said_automated=True), author=OuterRef("pk"))
    newest = said.order_by("-posted_at", "-pk")
    told = Member.objects.filter(pk__among=list(members)).annotate(
        staff=Subquery(newest.values("said_staff")[:1]), automated=Subquery(newest.values("said_automated")[:1])
    )
    rows = told.values_list("pk", "staff", "automated", "role")
    # A single answer of a program makes nobody one.
    return {
        pk: Role.AUTOMATED if automated and role == Role.AUTOMATED else Role.STAFF if staff else Role.MEMBER
        for pk, staff, automated, role in rows
        if staff is not None or automated
    }
