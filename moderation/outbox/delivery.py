"""The outbox: lease a row, carry it out under its stable id, say what became of it. At least once, never lost."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from community.connectors import live
from community.models import Feed
from moderation.cases.actions import log_event
from moderation.models import CaseEvent, Outbox
from moderation.outbox.mail import Post, Unsendable

ROWS_A_SWEEP = 200
WAIT = timedelta(seconds=30)
# A mail server may be away for hours, and turn away whom it does not know at first: about five hours together.
TRIES_OF_A_MAIL, LONGEST_WAIT = 12, timedelta(hours=1)
OF_A_MAIL = ("community", "recipient", "escalation__community", "escalation__rule", "escalation__made_by")


def deliver_due(now: datetime) -> int:
    """Carry out what is due. Returns how many rows were looked at."""
    rows, post = _lease_rows(now), Post()
    try:
        for row in rows:
            _deliver_row(row, now, post)
    finally:
        post.close()
    return len(rows)


def tell_stub(feed: Feed, row: Outbox, now: datetime) -> None:
    live.tell(
        feed,
        row.channel,
        stable_id=row.stable_id,
        kind=row.kind,
        target=row.message.external_id,
        text=row.text,
        now=now,
    )


# How each kind of feed is told; a channel without a feed has a person who does it.
CARRIERS: dict[str, Callable[[Feed, Outbox, datetime], None]] = {"stub": tell_stub}


def _lease_rows(now: datetime) -> list[Outbox]:
    token, _ = Outbox.objects.lease(now, ROWS_A_SWEEP)
    held = Outbox.objects.held(token).select_related("channel__feed", "message", "case", *OF_A_MAIL)
    return list(held.order_by("pk"))


def _deliver_row(row: Outbox, now: datetime, post: Post) -> None:
    # A mail never waits for somebody to carry it out on the platform.
    if row.kind != Outbox.Kind.MAIL and row.channel.feed is None:
        _finish_row(row, state=Outbox.State.TO_DO)
        return
    if row.kind == Outbox.Kind.MAIL and (post.is_over or post.fault):
        # Not tried, and not counted as a try.
        _finish_row(row, due_at=now + (WAIT if post.fault else timedelta()), tries=row.tries - 1)
        return
    try:
        _carry_out(row, now, post)
    except Unsendable as unsendable:
        _finish_row(row, CaseEvent.Kind.FAILED, now, state=Outbox.State.FAILED, error=str(unsendable))
    except Exception as error:
        _retry_or_fail(row, f"{type(error).__name__}: {error}", now)
    else:
        _finish_row(row, CaseEvent.Kind.DELIVERED, now, state=Outbox.State.DONE, done_at=now)


def _carry_out(row: Outbox, now: datetime, post: Post) -> None:
    if row.kind == Outbox.Kind.MAIL:
        post.send(row)
    elif feed := row.channel.feed:
        CARRIERS[feed.kind](feed, row, now)


def _retry_or_fail(row: Outbox, error: str, now: datetime) -> None:
    is_mail = row.kind == Outbox.Kind.MAIL
    if row.tries >= (TRIES_OF_A_MAIL if is_mail else settings.TRIES):
        _finish_row(row, CaseEvent.Kind.FAILED, now, state=Outbox.State.FAILED, error=error)
    else:
        wait = min(WAIT * 2 ** (row.tries - 1), LONGEST_WAIT) if is_mail else WAIT * row.tries
        _finish_row(row, error=error, due_at=now + wait)


@transaction.atomic
def _finish_row(row: Outbox, kind: str = "", now: datetime | None = None, **changes: object) -> None:
    """Write what became of a row, if this sweep still holds it, and put it on the case's record."""
    held = Outbox.objects.held(row.token).filter(pk=row.pk)
    if held.update(token=None, **changes) and kind and now:
        to = {"to": str(row.recipient)} if row.recipient else {}
        log_event(row.case, kind, None, now, why=str(changes.get("error", "")), outbox=row.pk, what=row.kind, **to)
