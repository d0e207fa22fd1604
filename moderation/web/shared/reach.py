"""How a screen reaches its rows: the community first (a foreign one is absent), then the right, then the row."""

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404

from community.models import Community
from moderation.models import Case, Desk, Escalation, Membership, User
from moderation.models.people import communities_of, require
from moderation.web.shared.requests import DeskRequest


def desk_at(request: DeskRequest, community: str, action: str) -> Community:
    """The community of this address: 404 when it is not one of this person's, 403 when the role does not fit."""
    found = get_object_or_404(communities_of(request.user).select_related("desk"), slug=community)
    require(request.user, action, found)
    if not hasattr(found, "desk"):
        # A community that was made in Django's admin gets its desk and teams when somebody first comes to it.
        Desk.objects.open_for(found)
    return found


def membership_of(user: User, community: Community) -> Membership | None:
    """What this person is in a community, and of which team."""
    return user.memberships.active().filter(community=community).select_related("team").first()


def case_at(request: DeskRequest, community: str, pk: int, action: str) -> Case:
    """A case of this desk; for leads, one that was escalated to their team."""
    found = desk_at(request, community, action)
    mine = Escalation.objects.visible_to(request.user).filter(case=OuterRef("pk"))
    reach = Q(pk__in=Case.objects.visible_to(request.user)) | Exists(mine)
    cases = Case.objects.filter(reach, community=found, pk=pk)
    return get_object_or_404(cases.select_related("community__desk", "channel__feed", "message", "author", "assignee"))
