"""Who may do what: one table, default deny. The object's community always counts."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from community.models import Community

if TYPE_CHECKING:
    from moderation.models import User

EVERYONE = frozenset({"see health"})
MODERATOR = EVERYONE | {
    *("see cases", "open case", "claim", "release", "decide", "reply", "note", "close", "reopen", "undo own"),
    *("carry out", "escalate", "see escalations", "see guidelines"),
}
MANAGER = MODERATOR | {"release others", "undo others", "import"}
# Only of cases that were escalated to their team.
LEAD = EVERYONE | {
    *("open case", "note", "see escalations", "acknowledge", "answer back", "hand on", "close escalation"),
}
ADMIN = MANAGER | LEAD | {"edit guidelines", "edit settings", "add communities"}

MAY: dict[str, frozenset[str]] = {
    "viewer": EVERYONE,
    "moderator": MODERATOR,
    "manager": MANAGER,
    "lead": LEAD,
    "admin": ADMIN,
}


def role_in(user: "User", community: Community) -> str:
    """The role this person holds in a community; blank for a stranger."""
    mine = user.memberships.active().filter(community=community)
    return mine.values_list("role", flat=True).first() or ""


def may(user: "User", action: str, community: Community) -> bool:
    return action in MAY.get(role_in(user, community), frozenset())


def require(user: "User", action: str, community: Community) -> None:
    if not may(user, action, community):
        raise PermissionDenied(f"Your role in {community} does not let you {action}.")


def communities_where(user: "User", action: str) -> QuerySet[Community]:
    """The communities in which this person may do this; rows are reached through it, so a foreign one is absent."""
    return communities_of(user, memberships__role__in=roles_that_may(action))


def communities_of(user: "User", **more: Any) -> QuerySet[Community]:
    # In one call: it is one and the same membership that all of this has to be true of.
    return Community.objects.filter(
        memberships__user_id=user.pk, memberships__user__is_active=True, memberships__ended_at=None, **more
    )


def roles_that_may(action: str) -> list[str]:
    return [role for role, actions in MAY.items() if action in actions]
