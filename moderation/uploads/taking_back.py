"""Take back what an import stored, slice by slice in a worker."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone

from community.db.deadlock import persistently
from community.ingest import Stored, taking_back
from community.ingest.erased import being_erased
from community.models import Community, ImportRun, Message, RunChange
from moderation.assessments import intake
from moderation.cases.sought import withdraw_questions
from moderation.models import Case, CaseMessage, PendingAssessment, TakeBack
from moderation.rollups.stale import mark_stale
from moderation.uploads.acted_on import Stays, acted_on, changed_by, made_by, stays_of
from moderation.uploads.cases_back import take_cases_back
from moderation.uploads.leaving import take_from_cases

log = logging.getLogger(__name__)

# Short enough that nobody waits long for the community's lock.
SLICE = 250
RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking back an import would do now, by numbers of messages."""

    goes: int
    put_back: int
    stays: dict[str, int]

    @property
    def touched(self) -> int:
        return self.goes + self.put_back

    @property
    def staying(self) -> int:
        return sum(self.stays.values())


class Lost(Exception):
    """Another worker goes on with it."""


def preview_take_back(run: ImportRun, now: datetime) -> Preview:
    stays = Counter(stays_of(run, now).values())
    acted = stays.total() - stays[Stays.CHANGED]
    return Preview(made_by(run) - acted, changed_by(run), {why.value: stays[why] for why in Stays if stays[why]})


def go_on(*, between: Callable[[], object] = lambda: None) -> int:
    """Work until nothing is due. Returns how many imports were taken in hand."""
    done = 0
    while held := lease():
        # The alarm of the last one's work is used up.
        between()
        with suppress(Lost):
            carry_take_back(held, between)
        done += 1
    return done


def lease(run: ImportRun | None = None) -> TakeBack | None:
    """Lease what waited longest, or this import, or return None."""
    waiting = TakeBack.objects.filter(run=run) if run else TakeBack.objects.all()
    token, _ = waiting.lease(timezone.now(), limit=1)
    return TakeBack.objects.held(token).select_related("run__channel").first()


def carry_take_back(held: TakeBack, between: Callable[[], object]) -> None:
    """Take an import back to its end. Raises Lost when another worker goes on with it."""
    if held.tries > settings.TRIES:
        change(held, state=TakeBack.State.FAILED, token=None, finished_at=timezone.now())
        return
    try:
        while persistently(partial(take_slice, held)):
            between()
    except (Lost, OperationalError):
        raise
    except Exception as error:
        log.exception("Import %s could not be taken back (try %s).", held.run_id, held.tries)
        # Later each time, because the cause may take a while to pass.
        wait = timedelta(seconds=RETRY_SECONDS * 2**held.tries)
        change(held, token=None, due_at=timezone.now() + wait, error=f"{type(error).__name__}: {error}"[:500])


@transaction.atomic
def take_slice(held: TakeBack) -> bool:
    """Take back the next messages, and return whether there were any.

    An erasure in the source is waited for.
    """
    now, run = timezone.now(), held.run
    # First of all, as an import does that brings the same messages meanwhile.
    Community.objects.select_for_update(no_key=True).get(pk=run.community_id)
    current = TakeBack.objects.held(held.token).filter(pk=held.pk).first()
    if current is None:
        raise Lost
    if being_erased(run.channel.source_id).exists():
        # What this puts back would come in behind the erasure.
        change(held, token=None, tries=0, due_at=now + timedelta(seconds=RETRY_SECONDS))
        return False
    # What was changed comes first, so that its author of before is somebody when others go.
    progress = put_some_back(run, current, now) or remove_some(run, current, now)
    if not progress:
        withdraw_questions(run.channel_id, run.pk, now)
        change(held, state=TakeBack.State.FINISHED, token=None, error="", finished_at=now)
        return False
    change(held, **progress, due_at=now + timedelta(seconds=settings.LEASE_SECONDS), tries=0, error="")
    return True


def change(held: TakeBack, **changes: Any) -> None:
    if not TakeBack.objects.held(held.token).filter(pk=held.pk).update(**changes):
        raise Lost


def put_some_back(run: ImportRun, current: TakeBack, now: datetime) -> dict[str, int]:
    """Put back the next messages that nobody has changed since, and return the progress."""
    changes = RunChange.objects.filter(run=run, message__run=run).select_related("message__conversation")
    some = list(changes.order_by("pk")[:SLICE])
    if not some:
        return {}
    hold_work([each.message_id for each in some])
    stored = taking_back.put_back(run.channel, some, now, is_history=run.is_history)
    made = take_cases_back(run, [message.pk for message in (*stored.changed, *stored.reported)], now)
    intake.stored(stored)
    mark_stale(made)
    RunChange.objects.filter(pk__in=[each.pk for each in some]).delete()
    return {"put_back": current.put_back + len(some)}


def remove_some(run: ImportRun, current: TakeBack, now: datetime) -> dict[str, int]:
    """Remove the next messages that nobody has acted on, and return the progress."""
    below = Message.objects.filter(run=run, **({} if current.at is None else {"pk__lt": current.at}))
    # The newest first, so that replies go before their parents.
    messages = list(below.order_by("-pk")[:SLICE])
    if not messages:
        return {}
    keys = [message.pk for message in messages]
    hold_work(keys)
    stay = acted_on(now, pk__among=keys)
    gone = [message for message in messages if message.pk not in stay]
    if gone:
        remove(run, gone, now)
    return {"at": keys[-1], "removed": current.removed + len(gone)}


def hold_work(messages: Collection[int]) -> None:
    """Lock what others may be doing with these messages, in the order of the pipeline."""
    pending = PendingAssessment.objects.filter(message__among=messages).order_by("message_id")
    list(pending.select_for_update().values_list("pk", flat=True))
    joined = CaseMessage.objects.filter(message__among=messages).values_list("case", flat=True)
    cases = Case.objects.filter(pk__among=list(joined)).order_by("pk")
    list(cases.select_for_update(of=("self",)).values_list("pk", flat=True))


def remove(run: ImportRun, gone: Sequence[Message], now: datetime) -> None:
    keys = [message.pk for message in gone]
    left_alone, moments = take_from_cases(keys, now)
    touched = taking_back.remove_messages(gone)
    intake.stored(Stored(touched=touched, is_history=run.is_history))
    intake.ask(Message.objects.filter(pk__among=left_alone, removed_at=None), intake.ASKED_AGAIN)
    mark_stale(moments)
