"""Access to communities and cases.

The community comes first (a foreign one is absent), then the right, then the row.
"""

from django.db.models import Exists, F, OuterRef, Q
from django.shortcuts import get_object_or_404

from community.models import Community
from moderation.access import Right
from moderation.models import Case, Desk, Escalation, Membership, User
from moderation.models.people import communities_of, require
from moderation.outbox.carriers import has_program
from moderation.web.shared.requests import DeskRequest


def desk_at(request: DeskRequest, community: str, right: Right) -> Community:
    """Return the community of this address.

    It is a 404 when it is not one of this person's, and a 403 when the role does not fit.
    """
    # The role with it, as each page asks for both.
    mine = communities_of(request.user).select_related("desk").annotate(role_here=F("memberships__role"))
    found = get_object_or_404(mine, slug=community)
    require(found.role_here, right, found)  # type: ignore[attr-defined]
    if not hasattr(found, "desk"):
        # A community made in Django's admin gets its desk and teams at the first visit.
        Desk.objects.open_for(found)
    return found


def membership_of(user: User, community: Community) -> Membership | None:
    """Return this person's membership in a community, with role and team."""
    return user.memberships.active().filter(community=community).select_related("team").first()


def case_at(request: DeskRequest, community: str, pk: int, right: Right) -> Case:
    """Return a case of this desk.

    For leads it is one that was escalated to their team.
    """
    found = desk_at(request, community, right)
    mine = Escalation.objects.visible_to(request.user).filter(case=OuterRef("pk"))
    reach = Q(pk__in=Case.objects.visible_to(request.user)) | Exists(mine)
    cases = Case.objects.filter(reach, community=found, pk=pk)
    cases = cases.annotate(by_program=has_program("channel"))
    return get_object_or_404(cases.select_related("community__desk", "channel__feed", "message", "author", "assignee"))
