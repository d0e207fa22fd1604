"""Gives open cases their places in the order of work."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from community.db.bulk import update_rows
from moderation.policy.hours import Week
from moderation.policy.order import rank_of_case

SLICE = 2_000


class Place(NamedTuple):
    """The columns of a case that its place follows from, and the place that it has."""

    id: int
    community_id: int
    priority: int
    due_by: datetime
    opened_at: datetime
    behind_id: int | None
    rank: int
    # Cases of an earlier version are ranked without it.
    reply_lost_at: datetime | None = None

    def rank_in(self, week: Week) -> int:
        moved = {"is_behind": self.behind_id is not None, "is_lost": self.reply_lost_at is not None}
        return rank_of_case(self.priority, self.due_by, self.opened_at, week, **moved)


def misplaced(places: Iterable[Place], weeks: Mapping[int, Week]) -> list[tuple[int, int]]:
    """Return the keys of cases that stand elsewhere than they should, with the ranks that they should have."""
    ranks = ((place, place.rank_in(weeks[place.community_id])) for place in places)
    return [(place.id, rank) for place, rank in ranks if rank != place.rank]


@transaction.atomic
def put_in_place(cases: QuerySet[Any], keys: Iterable[int], weeks: Mapping[int, Week]) -> int:
    """Write the ranks of cases that stand elsewhere than they should. Returns how many did."""
    # Held, as a verb or the pipeline may just be moving them. What they hold they put in its place themselves.
    held = cases.filter(pk__in=list(keys)).order_by("pk").select_for_update(no_key=True, skip_locked=True)
    moved = misplaced((Place(*row) for row in held.values_list(*Place._fields)), weeks)
    cases.model._default_manager.update_rows(("rank",), moved)
    return len(moved)


def fill_ranks(cases: QuerySet[Any], links: QuerySet[Any], weeks: Mapping[int, Week]) -> int:
    """Rank all open cases, and what they are listed under, slice by slice.

    It may be ended and begun again at any moment. Returns how many were ranked.
    """
    known = {field.attname for field in cases.model._meta.concrete_fields}
    columns = [name for name in Place._fields if name in known]
    there = cases.filter(closed_at=None).order_by("pk").values_list(*columns)
    ranked = last = 0
    while some := [Place(*row) for row in there.filter(pk__gt=last)[:SLICE]]:
        moved = misplaced(some, weeks)
        # The copies too where nothing moved, as it may have been ended between the two.
        with transaction.atomic():
            update_rows(cases.model, ("id", "rank"), moved)
            of_case = cases.filter(pk=OuterRef("case"))
            links.filter(case__in=[place.id for place in some]).update(rank=Subquery(of_case.values("rank")[:1]))
        ranked, last = ranked + len(moved), some[-1].id
    return ranked
