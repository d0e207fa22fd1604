"""Store the steps of a plan.

The number of statements does not depend on the batch's size.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from operator import attrgetter
from typing import TypeVar

from community.db.bulk import free_keys, insert_rows
from community.db.plain import read_rows
from moderation.assessments.values import Known, Past, Plan
from moderation.cases.case_row import CaseRow
from moderation.cases.clock_row import ClockRow
from moderation.cases.loading import CASE_COLUMNS, CLOCK_COLUMNS, ROW_COLUMNS, write_changed
from moderation.cases.message_row import MessageRow
from moderation.cases.settling import Moment, moments_of
from moderation.models import Case, CaseEvent, CaseGuideline, CaseMessage, Clock
from moderation.models.cases import RANK
from moderation.policy.clocks import REPLIES
from moderation.rollups.stale import moments_of_cases

# The database gives these their keys.
NEW_ROW = tuple(name for name in ROW_COLUMNS if name != "id")
NEW_CLOCK = tuple(name for name in CLOCK_COLUMNS if name != "id")
columns_of, rank_of = attrgetter(*CASE_COLUMNS), attrgetter(*RANK)
Part = TypeVar("Part", CaseRow, MessageRow, ClockRow)


def store_plan(plan: Plan, known: Known, now: datetime) -> None:
    """Write all that a plan changes, and add to its moments those on whose days any of that counts."""
    store_past(plan)
    before = {each.id for each in plan.changed}
    before |= {row.case_id for row in plan.changed_rows} | {clock.case_id for clock in plan.changed_clocks}
    # Its clocks' own moments, before and after, are in the plan already.
    were = (case for case in known.cases if case.id in before)
    plan.moments |= {(case.channel_id, at) for case in were for at in (case.opened_at, case.closed_at) if at}
    # Keys come before the rows, because messages, clocks, links and events name them.
    for case, key in zip(plan.opened, free_keys(Case, len(plan.opened)), strict=True):
        case.id = key
    for row in plan.rows:
        row.case_id = plan.places[id(row)].id
    for case, clock in plan.clocks:
        clock.case_id = case.id
    insert_rows(Case, CASE_COLUMNS, map(columns_of, plan.opened))
    write_changed(Case, plan.changed, as_before(plan.changed, known.cases))
    # What left its place is written first, so that another may take it.
    write_changed(CaseMessage, plan.changed_rows, as_before(plan.changed_rows, known.rows))
    insert_rows(CaseMessage, NEW_ROW, map(attrgetter(*NEW_ROW), plan.rows))
    write_changed(Clock, plan.changed_clocks, as_before(plan.changed_clocks, known.clocks))
    insert_rows(Clock, NEW_CLOCK, (attrgetter(*NEW_CLOCK)(clock) for _, clock in plan.clocks))
    links = [(link.case.id, link.guideline, *rank_of(link.case)) for link in plan.links]
    insert_rows(CaseGuideline, ("case_id", "guideline_id", *RANK), links)
    events = [(event.case.id, event.kind, now, event.why, event.facts) for event in plan.events]
    insert_rows(CaseEvent, ("case_id", "kind", "at", "why", "facts"), events)
    # What a case that is opened now counts for are the plan's own moments.
    new = {case.id for case in plan.opened}
    now_are = moments_of_cases(filter(None, ({row.case_id for row in plan.rows} | before) - new))
    plan.moments |= {(channel, at) for channel, at in now_are if at}


def store_past(plan: Plan) -> None:
    """Store the promises without a case, in the place of what was said of their messages before."""
    plan.moments |= forget_past(plan.again)
    # Who wrote several times before one answer waited since the first of them.
    first: dict[tuple[object, ...], Past] = {}
    for each in sorted(plan.past, key=lambda each: each.clock.started_at):
        first.setdefault(each.kept, each)
    later: list[int] = []
    for found in kept_alike(first.values()):
        mine = first.get(found.kept)
        if mine and found.clock.case_id is None and mine.clock.started_at < found.clock.started_at:
            later.append(found.clock.message_id)
        elif mine:
            del first[found.kept]
    plan.moments |= forget_past(later) | moments_of(each.clock for each in first.values())
    insert_rows(Clock, NEW_CLOCK, (attrgetter(*NEW_CLOCK)(each.clock) for each in first.values()))


def kept_alike(past: Collection[Past]) -> list[Past]:
    """Return the stored promises of answers in the same conversations that were kept at these moments."""
    if not past:
        return []
    alike = Clock.objects.filter(
        channel__in={each.clock.channel_id for each in past},
        kept_at__in={each.clock.kept_at for each in past},
        kind__in=REPLIES,
        message__conversation__among={each.thread for each in past},
    )
    rows = read_rows(alike, ("message__conversation_id", "message__author_id", *CLOCK_COLUMNS))
    return [Past(thread, author, ClockRow(*columns)) for thread, author, *columns in rows]


def forget_past(messages: Collection[int]) -> set[Moment]:
    """Delete the promises of these messages that have no case, and return the moments on whose days they counted."""
    past = Clock.objects.filter(case=None, message__among=list(messages)) if messages else Clock.objects.none()
    rows = [ClockRow(*row) for row in read_rows(past, CLOCK_COLUMNS)] if messages else []
    if rows:
        past.delete()
    return moments_of(rows)


def as_before(changed: Sequence[Part], known: Sequence[Part]) -> list[Part]:
    """Return these values as they were when they were read."""
    before = {each.id: each for each in known}
    return [before[each.id] for each in changed]
