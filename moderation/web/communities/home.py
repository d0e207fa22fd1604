"""The way in: to the first screen of one's role, where it was last used; who has no role is told so."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from community.models import Community
from moderation.models.people import communities_where
from moderation.web.shared.requests import DeskRequest

PLACE = "place"
# What may be done, and its screen: the first that a role may is where it begins.
WAYS_IN = (("see cases", "queue"), ("see escalations", "escalations"), ("see health", "health"))
A_YEAR = 365 * 24 * 3600


@require_safe
def go_home(request: DeskRequest) -> HttpResponse:
    for action, door in WAYS_IN:
        mine = communities_where(request.user, action)
        if here := mine.filter(slug=request.COOKIES.get(PLACE, "")).first() or mine.first():
            return redirect(door, community=here.slug)
    return render(request, "moderation/communities/home.html")


def remember_community(response: HttpResponse, community: Community) -> HttpResponse:
    """This browser's next visit begins here; whether that may be is asked again then."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(PLACE, community.slug, max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response
