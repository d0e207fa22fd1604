"""The queue's page, one of its rows, and the count of what came in meanwhile."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.models import Community
from moderation.access import Right
from moderation.models import Case
from moderation.targets import week_of
from moderation.web.communities.home import remember_community
from moderation.web.queue.counts import count_in_words, counts_up_to_limit
from moderation.web.queue.filters import Filters, Known
from moderation.web.queue.page import queue_page, rows_of, view_heading
from moderation.web.queue.rows import with_reasons
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest

URGENT = 70
NUMBER = 18


@require_safe
def show_queue(request: DeskRequest, community: str) -> HttpResponse:
    here = desk_at(request, community, Right.SEE_CASES)
    cases = Case.objects.visible_to(request.user).filter(community=here)
    if asked := number_after(request.htmx.target or "", "case-"):
        return show_row(request, here, get_object_or_404(with_reasons(cases), pk=asked))
    searched = request.GET.get("q", "").strip()
    # A number typed into the search is the number of a case.
    if (asked := number_after(searched)) and cases.filter(pk=asked).exists():
        return redirect("case", community=here.slug, pk=asked)
    page = queue_page(here, request.user, request.GET) | {"searched": searched}
    return remember_community(render(request, "moderation/queue/queue.html", page), here)


@require_safe
def queue_new(request: DeskRequest, community: str) -> HttpResponse:
    """Show what came in since the page was made, as a pill and the page's title."""
    here = desk_at(request, community, Right.SEE_CASES)
    filters = Filters.read(request.GET)
    since = number_after(request.GET.get("seen", "")) or 0
    # Only counted, so that the rows stay where they are under the pointer.
    fresh = filters.of(here, request.user, Known.of(here)).filter(pk__gt=since).order_by()
    new, urgent = counts_up_to_limit(here, [fresh, fresh.filter(priority__gt=URGENT)])
    shown = {"community": here, "filters": filters, "heading": view_heading(filters)}
    shown |= {"new": count_in_words(new), "urgent": count_in_words(urgent), "above": URGENT}
    return render(request, "moderation/queue/new.html", shown)


def show_row(request: DeskRequest, here: Community, case: Case) -> HttpResponse:
    now = timezone.now()
    (row,) = rows_of([case], request.user, now, week_of(here))
    shown = {"community": here, "row": row, "now": now, "is_part": True, "filters": Filters.read(request.GET)}
    return render(request, "moderation/queue/row.html", shown)


def number_after(text: str, prefix: str = "") -> int | None:
    digits = text.removeprefix(prefix)
    fits = text.startswith(prefix) and digits.isascii() and digits.isdigit() and len(digits) <= NUMBER
    return int(digits) if fits else None
