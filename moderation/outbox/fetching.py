"""What waits for a source's own program, which fetches it and says what became of it."""

from datetime import datetime, timedelta

from django.db import transaction

from community.models import Source
from moderation.cases import arriving
from moderation.cases.actions import log_event
from moderation.models import CaseEvent, Outbox, PushToken
from moderation.models.outbox import OutboxQuerySet
from moderation.refusal import Refused

State = Outbox.State
# Afterwards people see it on their list too. The first fetch begins the time anew.
FETCHED_WITHIN = timedelta(minutes=10)
ROWS_AT_ONCE = 200
EVENTS = {State.DONE: CaseEvent.Kind.DELIVERED, State.FAILED: CaseEvent.Kind.FAILED}
# States that a program may end.
OPEN = (State.OFFERED, State.TO_DO)
STANDS = {
    State.WAITING: "It can still be undone, and is not to be carried out yet.",
    State.CANCELLED: "It was cancelled, and is not to be carried out.",
    State.DONE: "It was delivered already.",
    State.FAILED: "It was reported as failed already.",
}


def rows_of_source(source: Source) -> OutboxQuerySet:
    """Return all rows for the platform, whatever became of them."""
    return Outbox.objects.for_platform().filter(community=source.community_id, channel__source=source)


def fetch_rows(token: PushToken, now: datetime) -> list[Outbox]:
    """Return what is to be carried out, oldest first, and keep that the program knows of it."""
    rows = rows_of_source(token.source)
    # What people had on their list before there was a program stays theirs. One by one, because each has an index
    # that no question about both would use.
    some = (rows.to_do().filter(made_at__gte=token.made_at), rows.offered())
    keys = [pk for each in some for pk in each.values_list("pk", flat=True)[:ROWS_AT_ONCE]]
    keys = sorted(keys)[:ROWS_AT_ONCE]
    # Committed before the program is told, so that an undo afterwards knows that it may be carried out.
    Outbox.objects.filter(pk__in=keys, state__in=OPEN, fetched_at=None).update(
        fetched_at=now, due_at=now + FETCHED_WITHIN
    )
    told = Outbox.objects.filter(pk__in=keys, state__in=OPEN).order_by("pk")
    return list(told.select_related("channel", "message__author"))


@transaction.atomic
def report_row(row: Outbox, token: PushToken, now: datetime, *, state: Outbox.State, why: str = "") -> None:
    """Write what the program says of a row. Said again it changes nothing."""
    arriving.hold_case_of(row)
    done_at = now if state == State.DONE else None
    held = Outbox.objects.filter(pk=row.pk, state__in=OPEN)
    if held.update(state=state, done_at=done_at, error=why):
        log_event(row.case, EVENTS[state], None, now, why=why, outbox=row.pk, what=row.kind, program=token.name)
        if row.kind == Outbox.Kind.REPLY:
            arriving.reply_went(row, state, now)
        return
    row.refresh_from_db()
    if row.state != state:
        raise Refused(STANDS[State(row.state)])


def hand_over_late(now: datetime) -> int:
    """Put what no program has carried out in time on the list of people."""
    late = Outbox.objects.filter(state=State.OFFERED, due_at__lte=now)
    # Looking first costs SQLite no write lock while there is nothing to do.
    return late.update(state=State.TO_DO) if late.exists() else 0
