"""The way in: to the queue that was last used, or to a page that says what one's role will show."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from community.models import Community
from moderation.models import Membership
from moderation.rights import communities_where
from moderation.web.answers import Asked

PLACE = "place"
A_YEAR = 365 * 24 * 3600


@require_safe
def home(request: Asked) -> HttpResponse:
    asked = request.GET.get("community", "")
    mine = communities_where(request.user, "see cases")
    if not asked and (here := mine.filter(slug=request.COOKIES.get(PLACE, "")).first() or mine.first()):
        return redirect("queue", community=here.slug)
    held = Membership.objects.active().filter(user=request.user).select_related("community").order_by("community__name")
    here = next((place.community for place in held if place.community.slug == asked), None)
    return render(request, "moderation/home.html", {"held": held, "community": here})


def remember(response: HttpResponse, community: Community) -> HttpResponse:
    """This browser's next visit begins here; whether that may be is asked again then."""
    response.set_cookie(PLACE, community.slug, max_age=A_YEAR, httponly=True, samesite="Lax")
    return response
