"""Do the work of recounts, slice by slice."""

import logging
import time
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from django.db import connection, transaction
from django.db.models import Q

from community.db.deadlock import persistently
from community.ingest import Stored
from community.ingest.parting import forget_roles, part_slice
from community.ingest.recounting import Place, Slice, recount_slice
from community.models import Channel, Member, MemberName
from moderation.assessments import intake
from moderation.changes import Subject, Values, held_for_all, record_change
from moderation.models import Case, CaseEvent, Recount

log = logging.getLogger(__name__)

MESSAGES_A_SLICE = 1_000
SECONDS_A_SWEEP = 2.0
PROGRESS = ("at", "at_pk", "done_at", "looked", "changed", "before", "after", "first_at", "last_at")


def go_on(now: datetime, seconds: float = SECONDS_A_SWEEP) -> int:
    """Do slices of all recounts for about so many seconds, the oldest first.

    Returns how many slices were done.
    """
    ends, done, failed = time.monotonic() + seconds, 0, set[int]()
    while time.monotonic() < ends:
        # Asked each time, because one may begin another.
        waiting = Recount.objects.filter(done_at=None).exclude(pk__in=failed).order_by("started_at", "pk")
        recount = waiting.first()
        if recount is None:
            break
        try:
            done += do_slice(recount, now)
        except Exception:
            if not connection.is_usable():
                raise
            # It is tried again by the next sweep, and the others go on.
            log.exception("Recount %s could not go on.", recount.pk)
            failed.add(recount.pk)
    return done


def do_slice(recount: Recount, now: datetime) -> bool:
    """Do the next slice, and return whether there may be more."""
    return persistently(lambda: _do_slice(recount.pk, now))


@transaction.atomic
def _do_slice(pk: int, now: datetime) -> bool:
    recount = Recount.objects.select_related("community", "by", "member__source", "channel__source").get(pk=pk)
    # Imports wait for it too, so that nobody stores what this slice is looking at.
    held_for_all(recount.community)
    # Read again, because another process may have done this slice while this one waited.
    recount.refresh_from_db(fields=[*PROGRESS, "name"])
    if recount.done_at:
        return False
    part = _slice_of(recount, now)
    _add(recount, part)
    if part.place:
        recount.at, recount.at_pk = part.place
    else:
        _finish(recount, now)
    recount.save(update_fields=PROGRESS)
    _judge_again(part)
    return part.place is not None


def _slice_of(recount: Recount, now: datetime) -> Slice:
    place = Place(recount.at, recount.at_pk)
    if recount.kind == Recount.Kind.SPLIT:
        return _part(recount, place, now)
    by_default = recount.kind == Recount.Kind.LEFT
    return recount_slice(cast("Member", recount.member), place, MESSAGES_A_SLICE, by_default=by_default)


def _part(recount: Recount, place: Place, now: datetime) -> Slice:
    """Move messages of a channel, with their cases, and begin to count what their members have left."""
    channel = cast("Channel", recount.channel)
    part, twins = part_slice(channel, place, MESSAGES_A_SLICE)
    for old, twin in twins.items():
        Case.objects.filter(author=old, channel=channel).update(author=twin)
    for member in forget_roles(twins, channel):
        Recount.objects.create(
            community=recount.community,
            kind=Recount.Kind.LEFT,
            member=member,
            name=str(member),
            by=recount.by,
            started_at=now,
        )
    if not part.looked:
        MemberName.objects.filter(channel=channel).delete()
    return part


def _judge_again(part: Slice) -> None:
    """Have changed messages judged anew, as history where nobody has a case about them."""
    # One that no person closed is open again where the message proves to be a member's after all.
    excused = Q(outcome=Case.Outcome.CLOSED, events__kind=CaseEvent.Kind.CLOSED, events__actor=None)
    standing = Case.objects.filter(Q(closed_at=None) | excused, message__among=[each.pk for each in part.changed])
    with_case = set(standing.values_list("message", flat=True))
    live = [message for message in part.changed if message.pk in with_case]
    intake.stored(Stored(reported=live, touched=part.touched))
    past = [message for message in part.changed if message.pk not in with_case and not message.removed_at]
    intake.stored(Stored(reported=past, is_history=True))


def _add(recount: Recount, part: Slice) -> None:
    recount.looked += len(part.looked)
    recount.changed += len(part.changed)
    recount.before = _sum(recount.before, part.before)
    recount.after = _sum(recount.after, part.after)
    moments = [message.posted_at for message in part.changed]
    recount.first_at = min(filter(None, [recount.first_at, *moments]), default=None)
    recount.last_at = max(filter(None, [recount.last_at, *moments]), default=None)


def _sum(counts: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    return dict(Counter(counts) + Counter(more))


def _finish(recount: Recount, now: datetime) -> None:
    recount.done_at, before = now, {"counted": recount.before}
    record_change(
        recount.community, recount.by, now, Subject.RECOUNT, recount.name, before=before, after=result_of(recount)
    )


def result_of(recount: Recount) -> Values:
    """Return how many messages changed, to what, and over which days."""
    days = {"from": _day(recount.first_at), "to": _day(recount.last_at)}
    return {"counted": recount.after, "messages": recount.changed} | days


def _day(at: datetime | None) -> str:
    return at.date().isoformat() if at else ""
