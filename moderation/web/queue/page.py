"""Gathers what the queue's page shows: the rail, the list and its pages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from community.models import Community
from moderation.cases.paging import Page, page_of
from moderation.models import Case, User
from moderation.policy.hours import Week
from moderation.targets import week_of
from moderation.web.escalations.answered import answers_by_team
from moderation.web.queue.closed import who_closed
from moderation.web.queue.counts import QueueCounts, count_in_words, counts_of_page
from moderation.web.queue.empty import empty_queue
from moderation.web.queue.filters import VIEWS, Filters, Known, filter_choices
from moderation.web.queue.rows import Row, with_reasons
from moderation.web.shared.clocks import foremost_clock
from moderation.web.shared.order import order_view

PAGE = 25


def queue_page(here: Community, user: User, asked: QueryDict) -> dict[str, Any]:
    """The values for the template. `asked` are the words of the address."""
    filters, known = Filters.read(asked), Known.of(here)
    cases, cursors = filters.of(here, user, known), {name: asked.get(name, "") for name in ("before", "after")}
    page = page_of(cases, filters.order, with_reasons, **cursors, size=PAGE)
    counts = counts_of_page(here, user, filters, known)
    return {
        "community": here,
        "filters": filters,
        "choices": filter_choices(filters, known, user),
        "may_export": counts.may_export,
        **rail_shown(here, filters, counts),
        **list_shown(here, user, filters, page),
        "seen_query": filters.query(seen=counts.newest),
    }


def rail_shown(here: Community, filters: Filters, counts: QueueCounts) -> dict[str, Any]:
    """The views with how much stands in each, and what else waits."""
    return {
        "heading": view_heading(filters),
        "found": count_in_words(counts.found),
        "rail": [
            (view, count_in_words(size), view.filters.is_way_to(filters)) for view, size in counts.by_view.items()
        ],
        "answered": answers_by_team(here) if counts.answered else [],
        "unchecked": counts.unchecked,
        "unchecked_said": count_in_words(counts.unchecked),
    }


def list_shown(here: Community, user: User, filters: Filters, page: Page) -> dict[str, Any]:
    """The rows and the ways to further ones, or what an empty queue says."""
    now = timezone.now()
    return {
        "now": now,
        "rows": rows_of(page.cases, user, now, week_of(here)),
        "page": page,
        "before_query": filters.query(before=page.before),
        "after_query": filters.query(after=page.after),
        "empty": None if page.cases else empty_queue(here, user, now),
    }


def rows_of(cases: list[Case], user: User, now: datetime, week: Week) -> list[Row]:
    closed_by = who_closed(cases)
    return [row_of(case, user, closed_by, now, week) for case in cases]


def row_of(case: Case, user: User, closed_by: Mapping[int, User | None], now: datetime, week: Week) -> Row:
    clock, order = foremost_clock(case, now, week), order_view(case, now, week)
    return Row(case, user, clock, closed_by.get(case.pk), order)


def view_heading(filters: Filters) -> str:
    return next((view.name for view in VIEWS if view.filters.is_way_to(filters)), "Cases")
