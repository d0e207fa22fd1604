"""The health page and its CSV export.

They show figures and no text of anybody.
"""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from moderation.access import Right
from moderation.rollups import report
from moderation.web.communities.home import remember_community
from moderation.web.health import export
from moderation.web.health.page import health_page, span_of
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, csv_file


@require_safe
def show_health(request: DeskRequest, community: str) -> HttpResponse:
    place = desk_at(request, community, Right.SEE_HEALTH)
    shown = health_page(place, request.user, request.GET, timezone.now())
    return remember_community(render(request, "moderation/health/page.html", shown), place)


@require_safe
def health_csv(request: DeskRequest, community: str) -> HttpResponseBase:
    place = desk_at(request, community, Right.SEE_HEALTH)
    span = span_of(place, request.GET, place.channels.all(), timezone.now())
    if span.refusal:
        return HttpResponse(f"{span.refusal}\n", status=400, content_type="text/plain; charset=utf-8")
    rows = report.day_by_day(place, span.start, span.end, span.channel)
    return csv_file(export.csv_lines(rows), f"health-{place.slug}-{span.start.isoformat()}-{span.end.isoformat()}.csv")
