"""The messages of a case as a person acts on them: which are shown, what settles them, what is left."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from moderation.cases.case_row import CaseRow
from moderation.cases.holding import lock_case
from moderation.cases.loading import CASE_COLUMNS, held_cases, rows_of, write_changed
from moderation.cases.message_row import TO_DECIDE, Settled
from moderation.models import Case, CaseMessage
from moderation.policy.values import Opening, Severity
from moderation.refusal import Refused

# Of each message of a case by its key, the revision that was on the screen.
Shown = Mapping[int, int]
# What a verb may change in a row, so that undo can put it back.
PART = ("settled_at", "settled_as", "waits", "opened_for", "severity")
GONE_ON = "This case has changed while you were reading it. Nothing was done; look at its messages again."
EDITED = "The text was edited while you were reading it. Nothing was decided; this is the new text."


def standing_rows(case: Case, shown: Shown | None = None) -> list[CaseMessage]:
    """Return the messages about which something is left to do, of those that were on the screen."""
    rows = case.rows.filter(settled_at=None, left_at=None).select_related("message__channel").order_by("pk")
    # Copies go with them, as the screen only counts these.
    return [row for row in rows if shown is None or row.pk in shown or row.role == CaseMessage.Role.COPY]


def chosen_rows(case: Case, shown: Shown | None, chosen: Collection[int] | None) -> list[CaseMessage]:
    """Return the messages that a decision acts on, and refuses what was not seen as it is now.

    Where nobody chose, they are those with a finding or a report, or all where no message has one. Copies go with them.
    """
    rows = standing_rows(case, shown)
    own = [row for row in rows if row.role == CaseMessage.Role.OWN] or rows
    to_decide = [row for row in own if set(row.opened_for) & set(TO_DECIDE)] or own
    wanted = to_decide if chosen is None else [row for row in own if row.pk in chosen]
    if not wanted or (chosen is not None and len(wanted) < len(chosen)):
        raise Refused(GONE_ON)
    if any((shown or {}).get(row.pk, row.message.revision) != row.message.revision for row in wanted):
        raise Refused(EDITED)
    return [*wanted, *(row for row in rows if row.role == CaseMessage.Role.COPY and row not in wanted)]


def settle_rows(rows: Iterable[CaseMessage], how: Settled, now: datetime) -> list[dict[str, Any]]:
    """Settle messages, and return what they were before."""
    was = []
    for row in rows:
        was.append(row_as_json(row))
        row.settled_at, row.settled_as = now, how
        row.save(update_fields=PART)
    return was


def keep_waiting(row: CaseMessage) -> dict[str, Any]:
    """Leave a message only the wait for an answer, and return what it was before."""
    was = row_as_json(row)
    row.opened_for, row.severity = [Opening.ANSWER], Severity.NONE
    row.save(update_fields=PART)
    return was


def wait_no_more(row: CaseMessage) -> dict[str, Any]:
    """Leave a message all but the wait for an answer, and return what it was before."""
    was = row_as_json(row)
    row.opened_for, row.waits = [reason for reason in row.opened_for if reason != Opening.ANSWER], False
    row.save(update_fields=PART)
    return was


def close_if_done(case: Case, now: datetime, outcome: str) -> bool:
    """Close a case of which nothing is left, or let what is left lead it. Returns whether it was closed."""
    if any(row.role == CaseMessage.Role.OWN or row.is_waiting for row in standing_rows(case)):
        lead_again(case)
        return False
    Case.objects.filter(pk=case.pk).update(closed_at=now, outcome=outcome)
    # Copies go with their case.
    settle_rows(standing_rows(case), Settled.CLOSED, now)
    return True


def lead_again(case: Case) -> None:
    """Let the worst of what stands lead a case."""
    (row,) = held_cases([case.pk])
    before = CaseRow(**{name: getattr(row, name) for name in CASE_COLUMNS})
    row.lead_with(rows_of([case.pk], ()))
    write_changed(Case, [row], [before])


def stand_again(case: Case, closed_at: datetime) -> None:
    """Let the messages stand again that were settled when their case was closed."""
    case.rows.filter(settled_at=closed_at, left_at=None).update(settled_at=None, settled_as="")


def put_rows_back(case: Case, was: Iterable[dict[str, Any]]) -> None:
    """Make messages what they were, where they have not gone to another case since."""
    lock_case(case)
    for each in was:
        columns = {name: each[name] for name in PART}
        if columns["settled_at"]:
            columns["settled_at"] = datetime.fromisoformat(columns["settled_at"])
        case.rows.filter(pk=each["row"], left_at=None).update(**columns)


def row_as_json(row: CaseMessage) -> dict[str, Any]:
    state = {name: getattr(row, name) for name in PART}
    return {"row": row.pk, **state, "settled_at": row.settled_at and row.settled_at.isoformat()}
