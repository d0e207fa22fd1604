"""Screen to close the desk on the public holidays of a country or region."""

from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from community.models import Community
from moderation.administration import closed_days
from moderation.administration.public_holidays import countries, holidays_to_come, regions_of
from moderation.policy.closings import Closing
from moderation.refusal import Refused
from moderation.web.administration.index import counted_noun
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.administration.targets import SECTION
from moderation.web.shared.requests import DeskRequest, SeeOther


class Chosen(NamedTuple):
    """A country, one of its regions or none, and all of them."""

    country: str
    region: str
    regions: dict[str, str]

    @property
    def name(self) -> str:
        return ", ".join(filter(None, (countries().get(self.country), self.regions.get(self.region))))


class Listed(NamedTuple):
    """A public holiday, and whether the desk is closed on it already."""

    day: Closing
    is_closed: bool


@require_http_methods(["GET", "HEAD", "POST"])
def add_holidays(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)
    if request.method != "POST":
        return show_section(request, here, "holidays.html", SECTION, **holidays_shown(here, chosen_in(request.GET)))
    chosen = chosen_in(request.POST)
    if not chosen.country:
        messages.error(request, "No country was chosen, so nothing was added.")
        return SeeOther(reverse("settings-holidays", args=[here.slug]))
    try:
        added = closed_days.add_public_holidays(here, request.user, now(), country=chosen.country, region=chosen.region)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        what = "Nothing was added: the desk is closed on all of them already."
        messages.success(request, f"Added {counted_noun(added, 'closed day')}" if added else what)
    return SeeOther(f"{reverse(SECTION, args=[here.slug])}#closed-days")


def chosen_in(asked: QueryDict) -> Chosen:
    """Read what was chosen; a region of another country is none."""
    country, region = asked.get("country", ""), asked.get("region", "")
    if country not in countries():
        return Chosen("", "", {})
    regions = regions_of(country)
    return Chosen(country, region if region in regions else "", regions)


def holidays_shown(here: Community, chosen: Chosen) -> dict[str, Any]:
    today = now().astimezone(ZoneInfo(here.time_zone)).date()
    taken = {day.date for day in closed_days.closed_days_of(here)}
    found = holidays_to_come(chosen.country, chosen.region, today, here.languages) if chosen.country else []
    return {
        "chosen": chosen,
        "countries": countries(),
        "years": (today.year, today.year + 1),
        "days": [Listed(day, day.date in taken) for day in found],
        "more": sum(day.date not in taken for day in found),
    }
