"""Delivers the outbox, row by row under a lease: at least once, and never lost."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from moderation.cases import arriving
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
    over = {row.pk: why for row in rows if (why := _why_over(row, carrier, clock()))}
    for why in dict.fromkeys(over.values()):
        _fail_rows([row for row in rows if over.get(row.pk) == why], why, clock())
    ready = [row for row in rows if row.pk not in over]
    if not ready:
        return
    try:
        state = carrier.carry_out_all(ready, clock())
    except Postponed as postponed:
        for row in ready:
            _write_rows([row], due_at=postponed.until, tries=row.tries - 1)
    except Unsendable as unsendable:
        _fail_rows(ready, str(unsendable), clock())
    except Exception as error:
        for row in ready:
            _retry_or_fail(row, carrier, f"{type(error).__name__}: {error}", clock())
    else:
        # Together, as together they have left.
        _finish_rows(ready, state, clock())


def _why_over(row: Outbox, carrier: Carrier, now: datetime) -> str:
    """Return why a row can never leave, also where others with it can, or nothing."""
    if row.tries > len(carrier.waits) + 1:
        return WORN_OUT.format(row.tries - 1)
    try:
        carrier.check(row, now)
    except Unsendable as unsendable:
        return str(unsendable)
    return ""


def _finish_rows(rows: Sequence[Outbox], state: Outbox.State, now: datetime) -> None:
    if state == Outbox.State.DONE:
        _write_rows(rows, CaseEvent.Kind.DELIVERED, now, state=state, done_at=now)
    elif state == Outbox.State.OFFERED:
        _write_rows(rows, state=state, due_at=now + FETCHED_WITHIN)
    else:
        _write_rows(rows, state=state)


def _fail_rows(rows: Sequence[Outbox], error: str, now: datetime) -> None:
    _write_rows(rows, CaseEvent.Kind.FAILED, now, state=Outbox.State.FAILED, error=error)


def _retry_or_fail(row: Outbox, carrier: Carrier, error: str, now: datetime) -> None:
    if row.tries > len(carrier.waits):
        _fail_rows([row], error, now)
    else:
        _write_rows([row], error=error, due_at=now + timedelta(seconds=carrier.waits[row.tries - 1]))


@transaction.atomic
def _write_rows(rows: Sequence[Outbox], kind: str = "", now: datetime | None = None, **changes: object) -> None:
    """Write what became of rows of one lease, as far as this delivery still holds them, and put it on the record."""
    for row in rows:
        arriving.hold_case_of(row)
    mine = Outbox.objects.held(rows[0].token).filter(pk__in=[row.pk for row in rows])
    held = set(mine.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    # By their keys: without its token a row is not found again.
    Outbox.objects.filter(pk__in=held).update(token=None, **changes)
    if not kind or not now:
        return
    there = [row for row in rows if row.pk in held]
    CaseEvent.objects.bulk_create(event_of(row, kind, now, str(changes.get("error", ""))) for row in there)
    for row in there:
        if row.kind == Outbox.Kind.REPLY:
            arriving.reply_went(row, Outbox.State(str(changes["state"])), now)


def event_of(row: Outbox, kind: str, now: datetime, why: str) -> CaseEvent:
    to = {"to": addressee(row)} if row.kind in Outbox.NOTICES else {}
    return CaseEvent(case=row.case, kind=kind, at=now, why=why, facts={"outbox": row.pk, "what": row.kind, **to})


def addressee(row: Outbox) -> str:
    """Return who a notice goes to, as the record names them."""
    return str(row.recipient) if row.recipient else f"the address of {row.escalation and row.escalation.team}"
