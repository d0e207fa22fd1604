"""Who may do what: one table, default deny. The object's community always counts."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from community.models import Community

if TYPE_CHECKING:
    from moderation.models import User

MODERATOR = frozenset(
    {"see cases", "claim", "release", "decide", "reply", "note", "close", "reopen", "undo own", "carry out"}
)
MANAGER = MODERATOR | {"release others", "undo others"}
ADMIN = MANAGER | {"see guidelines", "edit guidelines"}

MAY: dict[str, frozenset[str]] = {
    "viewer": frozenset(),
    "moderator": MODERATOR | {"see guidelines"},
    "manager": MANAGER | {"see guidelines"},
    "lead": frozenset(),
    "admin": ADMIN,
}


def role_in(user: "User", community: Community) -> str:
    """The role this person holds in a community; blank for a stranger."""
    if not user.is_active:
        return ""
    return user.memberships.filter(community=community).values_list("role", flat=True).first() or ""


def may(user: "User", action: str, community: Community) -> bool:
    return action in MAY.get(role_in(user, community), frozenset())


def require(user: "User", action: str, community: Community) -> None:
    if not may(user, action, community):
        raise PermissionDenied(f"Your role in {community} does not let you {action}.")


def communities_where(user: "User", action: str) -> QuerySet[Community]:
    """The communities in which this person may do this; rows are reached through it, so a foreign one is absent."""
    roles = [role for role, actions in MAY.items() if action in actions]
    return Community.objects.filter(
        memberships__user_id=user.pk, memberships__user__is_active=True, memberships__role__in=roles
    )


def communities_of(user: "User") -> QuerySet[Community]:
    return Community.objects.filter(memberships__user_id=user.pk, memberships__user__is_active=True)
