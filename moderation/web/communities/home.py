"""The way from the start page to the first screen of one's role."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from community.models import Community
from moderation.access import Right
from moderation.models.people import communities_where
from moderation.web.shared.requests import DeskRequest

PLACE = "place"
# Rights and their screens. A role begins at the first one that it may see.
WAYS_IN = ((Right.SEE_CASES, "queue"), (Right.SEE_ESCALATIONS, "escalations"), (Right.SEE_HEALTH, "health"))
A_YEAR = 365 * 24 * 3600


@require_safe
def go_home(request: DeskRequest) -> HttpResponse:
    for action, door in WAYS_IN:
        mine = communities_where(request.user, action)
        if here := mine.filter(slug=request.COOKIES.get(PLACE, "")).first() or mine.first():
            return redirect(door, community=here.slug)
    return render(request, "moderation/communities/home.html")


def remember_community(response: HttpResponse, community: Community) -> HttpResponse:
    """Let this browser's next visit begin in this community."""
    # Only a wish, because the right is checked again then.
    response.set_cookie(PLACE, community.slug, max_age=A_YEAR, httponly=True, samesite="Lax")
    return response
