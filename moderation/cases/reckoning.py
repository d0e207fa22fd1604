"""Reckons promises from when their messages were posted, where staff kept them before."""

from moderation.cases.clock_row import MINUTE, ClockRow
from moderation.cases.settling import CaseParts
from moderation.policy.clocks import Kept, Promise, run
from moderation.policy.hours import ALWAYS


def reckon_from_posted(parts: CaseParts, promise: Promise) -> None:
    """Reckon a promise from when the message was posted, where staff kept it before we had the message."""
    rows = {row.message_id: row for row in parts.rows}
    for clock in parts.clocks:
        row = rows.get(clock.message_id)
        if row and was_kept_before(clock) and row.posted_at < clock.started_at and promise.reaches(row.posted_at):
            anew = run(row.posted_at, clock.within * MINUTE, ALWAYS if clock.any_hour else promise.week)
            clock.started_at, clock.due_by, clock.risk_at = anew.started_at, anew.due_by, anew.at_risk_at


def was_kept_before(clock: ClockRow) -> bool:
    """Tell whether staff kept a promise on the platform before it began here."""
    return clock.kept_as == Kept.PLATFORM and clock.kept_at is not None and clock.kept_at < clock.started_at
