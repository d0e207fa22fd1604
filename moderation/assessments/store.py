"""Store the steps of a plan.

The number of statements does not depend on the batch's size.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from community.db.bulk import free_keys, insert_rows
from moderation.assessments.case_row import CaseRow
from moderation.assessments.known import COLUMNS
from moderation.assessments.values import Known, Plan
from moderation.models import Case, CaseCopy, CaseEvent, CaseGuideline
from moderation.models.cases import PLACE

columns_of, place_of = attrgetter(*COLUMNS), attrgetter(*PLACE)


def store_plan(plan: Plan, known: Known, now: datetime) -> None:
    # Keys come before the rows, because copies, links and events name them.
    for case, key in zip(plan.opened, free_keys(Case, len(plan.opened)), strict=True):
        case.id = key
    insert_rows(Case, COLUMNS, map(columns_of, plan.opened))
    update_cases(plan.changed, known.cases)
    copies = [(copy.case.id, copy.message, copy.revision) for copy in plan.copies]
    insert_rows(CaseCopy, ("case_id", "message_id", "revision"), copies)
    links = [(link.case.id, link.guideline, *place_of(link.case)) for link in plan.links]
    insert_rows(CaseGuideline, ("case_id", "guideline_id", *PLACE), links)
    events = [(event.case.id, event.kind, now, event.why, event.facts) for event in plan.events]
    insert_rows(CaseEvent, ("case_id", "kind", "at", "why", "facts"), events)


def update_cases(changed: Sequence[CaseRow], known: Iterable[CaseRow]) -> None:
    """Write the columns in which any of these cases changed."""
    before = {case.id: case for case in known}
    old = zip(*(columns_of(before[case.id]) for case in changed), strict=True)
    new = zip(*map(columns_of, changed), strict=True)
    names = [name for name, was, is_now in zip(COLUMNS, old, new, strict=False) if was != is_now]
    Case.objects.update_rows(names, map(attrgetter("id", *names), changed) if names else ())
