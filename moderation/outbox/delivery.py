"""Delivers the outbox, row by row under a lease: at least once, and never lost."""

import time
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from moderation.cases.actions import log_event
from moderation.models import CaseEvent, Outbox
from moderation.outbox.carrier import Carrier, Unsendable
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
        while row := lease_row(carrier, clock()):
            deliver_row(row, carrier, clock)
            looked += 1
            if carrier.is_away:
                carrier.rows().due(clock()).update(due_at=clock() + LEFT_ALONE)
            if carrier.is_away or looked == ROWS or time.monotonic() >= until:
                break
    finally:
        carrier.close()
    return looked


def lease_row(carrier: Carrier, now: datetime) -> Outbox | None:
    token, rows = carrier.rows().lease(now, 1)
    # By its key: no index has the token.
    mine = Outbox.objects.held(token).filter(pk__in=[pk for (pk,) in rows])
    return mine.select_related(*OF_A_ROW).first()


def deliver_row(row: Outbox, carrier: Carrier, clock: Clock) -> None:
    if row.tries > len(carrier.waits) + 1:
        _fail_row(row, WORN_OUT.format(row.tries - 1), clock())
        return
    try:
        state = carrier.carry_out(row, clock())
    except Unsendable as unsendable:
        _fail_row(row, str(unsendable), clock())
    except Exception as error:
        _retry_or_fail(row, carrier, f"{type(error).__name__}: {error}", clock())
    else:
        _finish_row(row, state, clock())


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
    held = Outbox.objects.held(row.token).filter(pk=row.pk)
    if held.update(token=None, **changes) and kind and now:
        to = {"to": str(row.recipient)} if row.recipient else {}
        log_event(row.case, kind, None, now, why=str(changes.get("error", "")), outbox=row.pk, what=row.kind, **to)
