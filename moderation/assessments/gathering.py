"""Let cases follow their messages into other conversations."""

from moderation.assessments.draft import Draft
from moderation.assessments.values import Kind
from moderation.cases.case_row import CaseRow, Outcome
from moderation.cases.message_row import MessageRow


def gather(draft: Draft) -> None:
    """Let cases follow their messages into another conversation, where they meet others of the same person."""
    for case in sorted(draft.cases.values(), key=lambda each: each.id or 0):
        standing = [row for row in draft.rows_of(case) if row.stands and row.is_own]
        if case.closed_at or not standing or any(row.thread == case.conversation_id for row in standing):
            continue
        case.conversation_id = max(standing, key=MessageRow.weight).thread
        draft.touch(case)
        meet(draft, case)


def meet(draft: Draft, case: CaseRow) -> None:
    there = [
        other
        for other in draft.cases.values()
        if other is not case
        and other.closed_at is None
        and (other.conversation_id, other.author_id) == (case.conversation_id, case.author_id)
    ]
    if not there or case.author_id is None:
        return
    into = max(there, key=lambda other: other.split_no)
    if case.id in draft.known.escalated or case.assignee_id not in (None, into.assignee_id):
        # Somebody is at work on it: it stays, as a part of its own.
        case.split_no = into.split_no + 1
        return
    merge(draft, case, into)


def merge(draft: Draft, case: CaseRow, into: CaseRow) -> None:
    """Move all of a case into another one. Each promise stays as it is: what is over, with the case that kept it."""
    for row in draft.rows_of(case):
        row.case_id = into.id
        draft.plan.places[id(row)] = into
    clocks = draft.clocks_of(case)
    running = [clock for clock in clocks if clock.runs]
    for clock in running:
        clock.case_id = into.id
    draft.rows_of(into).extend(draft.rows.pop(id(case), ()))
    draft.clocks_of(into).extend(running)
    clocks[:] = [clock for clock in clocks if not clock.runs]
    into.lead_with(draft.rows_of(into))
    draft.close(case, Outcome.MERGED)
    draft.touch(into)
    draft.log(into, Kind.MERGED, {"other": case.id})
