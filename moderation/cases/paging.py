"""Pages of cases by keyset.

A cursor says where a page begins, and stays true when the row that stood there moves or closes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from moderation.models import Case
from moderation.models.cases import CaseQuerySet

Look = Callable[[CaseQuerySet], CaseQuerySet]
Cut = Callable[[CaseQuerySet, Case], CaseQuerySet]


@dataclass(frozen=True)
class Order:
    """An order of cases, and what stands after and before one of them in it."""

    by: tuple[str, ...]
    arrange: Look
    after: Cut
    before: Cut


def closed_earlier(cases: CaseQuerySet, case: Case) -> CaseQuerySet:
    later_row = Q(closed_at=case.closed_at, pk__gt=case.pk)
    return cases.filter(closed_at__lte=case.closed_at).filter(Q(closed_at__lt=case.closed_at) | later_row)


def closed_later(cases: CaseQuerySet, case: Case) -> CaseQuerySet:
    earlier_row = Q(closed_at=case.closed_at, pk__lt=case.pk)
    return cases.filter(closed_at__gte=case.closed_at).filter(Q(closed_at__gt=case.closed_at) | earlier_row)


def newest_closed(cases: CaseQuerySet) -> CaseQuerySet:
    return cases.order_by(*NEWEST_CLOSED.by)


TRIAGE = Order(("-rank", "pk"), CaseQuerySet.in_triage_order, CaseQuerySet.after, CaseQuerySet.before)
NEWEST_CLOSED = Order(("-closed_at", "pk"), newest_closed, closed_earlier, closed_later)


@dataclass(frozen=True)
class Page:
    """Some cases in order; `before` and `after` are the cursors of the pages around them, empty where there is none."""

    cases: list[Case]
    before: str = ""
    after: str = ""


def page_of(cases: CaseQuerySet, order: Order, look: Look, *, before: str = "", after: str = "", size: int) -> Page:
    """The page after a cursor, or before one, or the first. A cursor that cannot be read is none.

    `look` adds what a row shows. It sees the page's keys alone: joined any earlier, PostgreSQL would join every case
    that it passes on its way to the few that a filter lets through.
    """
    ordered = order.arrange(cases)
    if cursor := read_cursor(before, order):
        rows = fetch_rows(order.before(ordered, cursor).reverse()[: size + 1], order, look)
        # A short page before a cursor is the beginning: show that one full.
        if len(rows) > size:
            return Page(rows[1:], cursor_of(rows[1], order), cursor_of(rows[-1], order))
    cursor = None if before else read_cursor(after, order)
    rows = fetch_rows((order.after(ordered, cursor) if cursor else ordered)[: size + 1], order, look)
    more, rows = len(rows) > size, rows[:size]
    return Page(rows, cursor_of(rows[0], order) if cursor and rows else "", cursor_of(rows[-1], order) if more else "")


def fetch_rows(few: CaseQuerySet, order: Order, look: Look) -> list[Case]:
    return list(order.arrange(look(Case.objects.filter(pk__in=few.values("pk")))))


def cursor_of(case: Case, order: Order) -> str:
    """Where a row stands, to be put in an address: the values it is ordered by."""
    return "~".join(cursor_part(getattr(case, name.removeprefix("-"))) for name in order.by)


def cursor_part(value: datetime | int) -> str:
    if not isinstance(value, datetime):
        return str(value)
    said = value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    return said.replace("-", "").replace(":", "")


def read_cursor(text: str, order: Order) -> Case | None:
    """A case that stands where the cursor says; it need not exist."""
    names = [name.removeprefix("-") for name in order.by]
    parts = text.split("~")
    if len(parts) != len(names):
        return None
    try:
        values = {name: read_part(name, part) for name, part in zip(names, parts, strict=True)}
    except ValueError:
        return None
    return Case(**values)


def read_part(name: str, text: str) -> datetime | int:
    if name.endswith("_at"):
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    if len(text) > 18:
        raise ValueError(text)
    return int(text)
