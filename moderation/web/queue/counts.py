"""How many cases there are in each view of the queue, counted up to a limit and in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, IntegerField, QuerySet, Subquery

from community.models import Community
from moderation.access import Right
from moderation.models import Case, User
from moderation.models.people import communities_where
from moderation.web.escalations.answered import waiting_answers
from moderation.web.queue.filters import VIEWS, Filters, Known, View

COUNTED = 1000


class Counted(Subquery):
    """A count of a query's rows, which stops at `COUNTED`.

    The query keeps its order. With it both databases read the index that is made for the page, without it any other.
    """

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, cases: QuerySet[Any]) -> None:
        super().__init__(cases.values("pk")[:COUNTED])


NEWEST = Subquery(Case.objects.order_by("-pk").values("pk")[:1])


@dataclass(frozen=True)
class QueueCounts:
    """What the page counts, and what else it asks in the same query.

    `found` are the cases that pass the filters, `answered` those of which a team's answer waits for the desk.
    """

    found: int
    by_view: dict[View, int]
    answered: int
    newest: int
    may_export: bool

    @property
    def unchecked(self) -> int:
        return next(size for view, size in self.by_view.items() if view.filters.state == "unchecked")


def counts_of_page(here: Community, user: User, filters: Filters, known: Known) -> QueueCounts:
    exporting = Exists(communities_where(user, Right.EXPORT_CASES).filter(pk=here.pk))
    views = [view.filters.of(here, user, known) for view in VIEWS]
    found, *viewed, answered, newest, may_export = counts_up_to_limit(
        here,
        [filters.countable(here, user, known), *views],
        Counted(waiting_answers(here)),
        NEWEST,
        exporting,
    )
    return QueueCounts(found, dict(zip(VIEWS, viewed, strict=True)), answered, newest, bool(may_export))


def counts_up_to_limit(community: Community, several: Sequence[QuerySet[Any]], *more: Subquery) -> list[int]:
    """Count several queries up to `COUNTED`, and select more, in one query."""
    asked = [*map(Counted, several), *more]
    # A filter without meaning is counted as NULL.
    return [count or 0 for count in Community.objects.filter(pk=community.pk).values_list(*asked).get()]


def count_in_words(count: int) -> str:
    return str(count) if count < COUNTED else f"{COUNTED - 1}+"
