"""Stores the steps of a plan, in a number of statements that no batch's size changes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from community.bulk import free_keys, insert_rows, update_rows
from moderation.models import Case, CaseCopy, CaseEvent, CaseGuideline
from moderation.models.cases import PLACE
from moderation.pipeline.case_row import CaseRow
from moderation.pipeline.known import COLUMNS
from moderation.pipeline.values import Known, Link, Plan


def store_plan(plan: Plan, known: Known, now: datetime) -> None:
    for case, key in zip(plan.opened, free_keys(Case, len(plan.opened)) if plan.opened else (), strict=True):
        case.id = key
    insert_rows(Case, COLUMNS, map(attrgetter(*COLUMNS), plan.opened))
    update_cases(plan.changed, known.cases)
    insert_rows(CaseCopy, ("case_id", "message_id", "revision"), [(copy.case.id, *copy[1:]) for copy in plan.copies])
    insert_rows(CaseGuideline, ("case_id", "guideline_id", *PLACE), map(link_row, plan.links))
    events = [(event.case.id, event.kind, now, event.why, event.facts) for event in plan.events]
    insert_rows(CaseEvent, ("case_id", "kind", "at", "why", "facts"), events)


def update_cases(changed: Sequence[CaseRow], known: Iterable[CaseRow]) -> None:
    """Write the columns in which any of these cases differs from what is known of it."""
    before = {case.id: case for case in known}
    names = [name for name in COLUMNS if any(getattr(case, name) != getattr(before[case.id], name) for case in changed)]
    if not names:
        return
    update_rows(Case, ("id", *names), map(attrgetter("id", *names), changed))
    if not set(PLACE).isdisjoint(names):
        CaseGuideline.objects.follow([case.id for case in changed if case.id])


def link_row(link: Link) -> tuple[object, ...]:
    case = link.case
    return (case.id, link.guideline, case.priority, case.due_by, case.posted_at, case.closed_at)
