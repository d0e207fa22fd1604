"""The queue's page, and the count of what came in meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, IntegerField, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.models import Community
from moderation.access import Right
from moderation.cases.paging import page_of
from moderation.models import Case, User
from moderation.models.people import communities_where
from moderation.policy.hours import Week
from moderation.targets import week_of
from moderation.web.communities.home import remember_community
from moderation.web.escalations.answered import answers_by_team, waiting_answers
from moderation.web.queue.closed import who_closed
from moderation.web.queue.empty import empty_queue
from moderation.web.queue.filters import VIEWS, Filters, Known, filter_choices
from moderation.web.queue.rows import Row, with_reasons
from moderation.web.shared.clocks import foremost_clock
from moderation.web.shared.order import order_view
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest

PAGE = 25
COUNTED = 1000
URGENT = 70
NUMBER = 18


class Counted(Subquery):
    """A count of a query's rows, which stops at `COUNTED`.

    The query keeps its order. With it both databases read the index that is made for the page, without it any other.
    """

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, cases: QuerySet[Any]) -> None:
        super().__init__(cases.values("pk")[:COUNTED])


NEWEST = Subquery(Case.objects.order_by("-pk").values("pk")[:1])


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
    page = queue_page(request, here, Filters.read(request.GET)) | {"searched": searched}
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


def queue_page(request: DeskRequest, here: Community, filters: Filters) -> dict[str, Any]:
    user, now, week = request.user, timezone.now(), week_of(here)
    known = Known.of(here)
    asked = filters.of(here, user, known)
    page = page_of(
        asked,
        filters.order,
        with_reasons,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
        size=PAGE,
    )
    countable = filters.countable(here, user, known)
    exporting = Exists(communities_where(user, Right.EXPORT_CASES).filter(pk=here.pk))
    found, *viewed, answered, newest, may_export = counts_up_to_limit(
        here,
        [countable, *(view.filters.of(here, user, known) for view in VIEWS)],
        Counted(waiting_answers(here)),
        NEWEST,
        exporting,
    )
    sizes, closed_by = dict(zip(VIEWS, viewed, strict=True)), who_closed(page.cases)
    unchecked = next(size for view, size in sizes.items() if view.filters.state == "unchecked")
    return {
        "community": here,
        "now": now,
        "filters": filters,
        "heading": view_heading(filters),
        "rows": [row_of(case, user, closed_by, now, week) for case in page.cases],
        "page": page,
        "before_query": filters.query(before=page.before),
        "after_query": filters.query(after=page.after),
        "seen_query": filters.query(seen=newest),
        "found": count_in_words(found),
        "rail": [(view, count_in_words(sizes[view]), view.filters.is_way_to(filters)) for view in VIEWS],
        "answered": answers_by_team(here) if answered else [],
        "unchecked": unchecked,
        "unchecked_said": count_in_words(unchecked),
        "choices": filter_choices(filters, known, user),
        "may_export": may_export,
        "empty": None if page.cases else empty_queue(here, user, now),
    }


def show_row(request: DeskRequest, here: Community, case: Case) -> HttpResponse:
    now = timezone.now()
    row = row_of(case, request.user, who_closed([case]), now, week_of(here))
    shown = {"community": here, "row": row, "now": now, "is_part": True, "filters": Filters.read(request.GET)}
    return render(request, "moderation/queue/row.html", shown)


def row_of(case: Case, user: User, closed_by: Mapping[int, User | None], now: datetime, week: Week) -> Row:
    clock, order = foremost_clock(case, now, week), order_view(case, now, week)
    return Row(case, user, clock, closed_by.get(case.pk), order)


def counts_up_to_limit(community: Community, several: Sequence[QuerySet[Any]], *more: Subquery) -> list[int]:
    """Count several queries up to `COUNTED`, and select more, in one query."""
    asked = [*map(Counted, several), *more]
    # A filter without meaning is counted as NULL.
    return [count or 0 for count in Community.objects.filter(pk=community.pk).values_list(*asked).get()]


def count_in_words(count: int) -> str:
    return str(count) if count < COUNTED else f"{COUNTED - 1}+"


def view_heading(filters: Filters) -> str:
    return next((view.name for view in VIEWS if view.filters.is_way_to(filters)), "Cases")


def number_after(text: str, prefix: str = "") -> int | None:
    digits = text.removeprefix(prefix)
    fits = text.startswith(prefix) and digits.isascii() and digits.isdigit() and len(digits) <= NUMBER
    return int(digits) if fits else None
