"""Delivers the outbox, row by row under a lease: at least once, and never lost."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from moderation.cases import arriving
from moderation.cases.actions import log_event
from moderation.models import CaseEvent, Outbox
from moderation.outbox.carrier import COLUMNS, Carrier, Postponed, Unsendable
from moderation.outbox.carriers import all_carriers
from moderation.outbox.fetching import FETCHED_WITHIN
from moderation.work.errands import Clock, Errand, Run, clock_from, run_in_line

# A delivery begins no row after either; the next sweep goes on.
SECONDS, ROWS = 20.0, 200
# Whoever cannot be reached at all is left alone for so long.
LEFT_ALONE = timedelta(seconds=30)
# What a carrier needs to know of a row.
OF_A_ROW = (
    *("channel", "message", "case", "community", "recipient"),
    *("escalation__community", "escalation__team", "escalation__rule", "escalation__made_by"),
    *("cause", "case__community__desk", "case__channel"),
)
WORN_OUT = "It was begun {} times and never came to an end."


def deliver_due(now: datetime, run: Run = run_in_line) -> int:
    """Have each carrier that has something to do carry it out. Returns what the run says of that."""
    # Looking first costs SQLite no write lock while there is nothing to do.
    due = [carrier for carrier in all_carriers() if carrier.rows().due(now).exists()]
    return run([errand_of(carrier) for carrier in due], now)


def errand_of(carrier: Carrier) -> Errand:
    return Errand(f"deliver {carrier.name}", partial(deliver_by, carrier), SECONDS + carrier.seconds_a_row)


def deliver_by(carrier: Carrier, now: datetime) -> int:
    """Carry out what is due. Returns how many rows were looked at."""
    clock, until, looked = clock_from(now), time.monotonic() + SECONDS, 0
    try:
        # One lease a row: none waits under a lease behind one that hangs.
        while rows := lease_rows(carrier, clock()):
            deliver_rows(rows, carrier, clock)
            looked += len(rows)
            if carrier.is_away:
                carrier.rows().due(clock()).update(due_at=clock() + LEFT_ALONE)
            if carrier.is_away or looked >= ROWS or time.monotonic() >= until:
                break
    finally:
        carrier.close()
    return looked


def lease_rows(carrier: Carrier, now: datetime) -> list[Outbox]:
    """Lease the first row that is due, and what goes out with it, in the order in which it was made."""
    token, rows = carrier.rows().lease(now, carrier.looks_at, columns=COLUMNS, choose=carrier.choose)
    # By their keys: no index has the token.
    mine = Outbox.objects.held(token).filter(pk__in=[row[0] for row in rows])
    return list(mine.select_related(*OF_A_ROW).order_by("pk"))


def deliver_rows(rows: Sequence[Outbox], carrier: Carrier, clock: Clock) -> None:
    ready = [row for row in rows if not _is_over(row, carrier, clock)]
    if not ready:
        return
    try:
        state = carrier.carry_out_all(ready, clock())
    except Postponed as postponed:
        for row in ready:
            _write_row(row, due_at=postponed.until, tries=row.tries - 1)
    except Unsendable as unsendable:
        for row in ready:
            _fail_row(row, str(unsendable), clock())
    except Exception as error:
        for row in ready:
            _retry_or_fail(row, carrier, f"{type(error).__name__}: {error}", clock())
    else:
        # Together, as together they have left.
        with transaction.atomic():
            for row in ready:
                _finish_row(row, state, clock())


def _is_over(row: Outbox, carrier: Carrier, clock: Clock) -> bool:
    """Fail a row that can never leave, also where others with it can."""
    if row.tries > len(carrier.waits) + 1:
        _fail_row(row, WORN_OUT.format(row.tries - 1), clock())
        return True
    try:
        carrier.check(row, clock())
    except Unsendable as unsendable:
        _fail_row(row, str(unsendable), clock())
        return True
    return False


def _finish_row(row: Outbox, state: Outbox.State, now: datetime) -> None:
    if state == Outbox.State.DONE:
        _write_row(row, CaseEvent.Kind.DELIVERED, now, state=state, done_at=now)
    elif state == Outbox.State.OFFERED:
        _write_row(row, state=state, due_at=now + FETCHED_WITHIN)
    else:
        _write_row(row, state=state)


def _fail_row(row: Outbox, error: str, now: datetime) -> None:
    _write_row(row, CaseEvent.Kind.FAILED, now, state=Outbox.State.FAILED, error=error)


def _retry_or_fail(row: Outbox, carrier: Carrier, error: str, now: datetime) -> None:
    if row.tries > len(carrier.waits):
        _fail_row(row, error, now)
    else:
        _write_row(row, error=error, due_at=now + timedelta(seconds=carrier.waits[row.tries - 1]))


@transaction.atomic
def _write_row(row: Outbox, kind: str = "", now: datetime | None = None, **changes: object) -> None:
    """Write what became of a row, if this delivery still holds it, and put it on the case's record."""
    arriving.hold_case_of(row)
    held = Outbox.objects.held(row.token).filter(pk=row.pk)
    if held.update(token=None, **changes) and kind and now:
        to = {"to": addressee(row)} if row.kind in Outbox.NOTICES else {}
        log_event(row.case, kind, None, now, why=str(changes.get("error", "")), outbox=row.pk, what=row.kind, **to)
        if row.kind == Outbox.Kind.REPLY:
            arriving.reply_went(row, Outbox.State(str(changes["state"])), now)


def addressee(row: Outbox) -> str:
    """Return who a notice goes to, as the record names them."""
    return str(row.recipient) if row.recipient else f"the address of {row.escalation and row.escalation.team}"
