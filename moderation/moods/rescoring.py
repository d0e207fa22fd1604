"""Score a community's texts anew, slice by slice, from the newest to the oldest."""

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from community.db.bulk import insert_rows, update_rows
from community.db.deadlock import persistently
from moderation.assessments import intake
from moderation.assessments.writing import NO_SCORE, score_row
from moderation.models import Assessment, CaseMessage, Desk, PendingAssessment, Rescoring, Score
from moderation.policy.judge import score_text
from moderation.policy.sentiment import Engine, make_engine
from moderation.rollups.stale import mark_stale

log = logging.getLogger(__name__)

TEXTS_A_SLICE = 500
SAID = ("neg", "neu", "pos", "compound", "was_cut", "words", "not_scored")


class Scored(NamedTuple):
    """An assessment with its text, and what an engine said of it as columns."""

    pk: int
    assessed_at: datetime
    message: int
    channel: int
    posted_at: datetime
    title: str
    text: str
    language: str
    engine: str
    said: tuple[Any, ...]

    @property
    def is_emptied(self) -> bool:
        return not (self.text or self.title)


def go_on(now: datetime, seconds: float) -> int:
    """Do slices of all communities for about so many seconds, and return how many were done."""
    ends, done, left = time.monotonic() + seconds, 0, set[int]()
    while time.monotonic() < ends:
        rescoring = Rescoring.objects.to_do().exclude(pk__in=left).order_by("started_at", "pk").first()
        if rescoring is None:
            break
        try:
            if do_slice(rescoring, now):
                done += 1
            else:
                left.add(rescoring.pk)
        except Exception:
            if not connection.is_usable():
                raise
            # It is tried again by the next sweep, and the others go on.
            log.exception("Rescoring %s could not go on.", rescoring.pk)
            left.add(rescoring.pk)
    return done


def do_slice(rescoring: Rescoring, now: datetime) -> bool:
    """Do the next slice, and return whether there may be more to do at once."""
    if is_being_judged(rescoring):
        return False
    desk = Desk.objects.get(community=rescoring.community_id)
    some = next_texts(rescoring)
    engine = make_engine(desk.engine, desk.own_words)
    # Before the transaction, in which others would wait for it.
    new = {each.pk: said_of(each, engine) for each in some if not each.is_emptied}
    return persistently(lambda: _store(rescoring, desk, some, new, now))


def is_being_judged(rescoring: Rescoring) -> bool:
    """Tell whether a worker still holds messages that it took up before the change, and scores as it was."""
    until = rescoring.started_at + timedelta(seconds=settings.LEASE_SECONDS)
    held = PendingAssessment.objects.exclude(token=None).filter(due_at__lt=until)
    return held.filter(message__channel__community=rescoring.community_id).exists()


def next_texts(rescoring: Rescoring) -> list[Scored]:
    current = Assessment.objects.filter(
        message__channel__community=rescoring.community_id, revision=F("message__revision")
    )
    if rescoring.reached is not None:
        current = current.filter(pk__lt=rescoring.reached)
    columns = ("pk", "assessed_at", "message", "message__channel", "message__posted_at")
    texts = ("message__title", "message__text", "language", "engine")
    rows = current.order_by("-pk").values_list(*columns, *texts, *SAID)[:TEXTS_A_SLICE]
    return [Scored._make((*row[: -len(SAID)], row[-len(SAID) :])) for row in rows]


def said_of(each: Scored, engine: Engine) -> tuple[Any, ...]:
    sentiment, why_not = score_text(engine, each.text, each.title, each.language)
    return (*(score_row(sentiment) if sentiment else NO_SCORE), why_not)


@transaction.atomic
def _store(
    rescoring: Rescoring, desk: Desk, some: Sequence[Scored], new: dict[int, tuple[Any, ...]], now: datetime
) -> bool:
    held = Rescoring.objects.select_for_update().get(pk=rescoring.pk)
    # Another worker did this slice meanwhile, or the words were changed once more.
    if held.done_at or held.reached != rescoring.reached:
        return True
    # The total is counted by a worker, as it is no work for a request.
    held.total = (
        held.total
        or Assessment.objects.filter(
            message__channel__community=held.community_id, revision=F("message__revision")
        ).count()
    )
    new |= remembered([each.pk for each in some if each.is_emptied], desk.engine)
    untouched = still_as_read(some)
    changed = [each for each in some if each.pk in new and each.pk in untouched and differs(each, new, desk.engine)]
    keep_scores(changed, desk.engine)
    update_rows(Assessment, ("id", "engine", *SAID), [(each.pk, desk.engine, *new[each.pk]) for each in changed])
    mark_stale((each.channel, each.posted_at) for each in changed)
    judge_open_cases_again([each.message for each in changed])
    held.looked, held.changed = held.looked + len(some), held.changed + len(changed)
    if len(some) < TEXTS_A_SLICE:
        held.done_at = now
    else:
        held.reached = some[-1].pk
    held.save(update_fields=["total", "looked", "changed", "reached", "done_at"])
    return held.done_at is None


def differs(each: Scored, new: dict[int, tuple[Any, ...]], engine: str) -> bool:
    return (each.engine, each.said) != (engine, new[each.pk])


def still_as_read(some: Sequence[Scored]) -> set[int]:
    """Lock the assessments of a slice, and return those that nobody judged again since it was read."""
    rows = Assessment.objects.filter(pk__in=[each.pk for each in some]).order_by("pk").select_for_update()
    read = {each.pk: each.assessed_at for each in some}
    return {pk for pk, at in rows.values_list("pk", "assessed_at") if read[pk] == at}


def remembered(assessments: Sequence[int], engine: str) -> dict[int, tuple[Any, ...]]:
    """Return what this engine once said of texts that are gone, whose mood otherwise stays what it was."""
    rows = Score.objects.filter(assessment__in=assessments, engine=engine)
    return {row[0]: row[1:] for row in rows.values_list("assessment", *SAID)}


def keep_scores(changed: Sequence[Scored], engine: str) -> None:
    """Keep what another engine said, and forget what this one said when it was last shown."""
    keys = [each.pk for each in changed]
    others = [each for each in changed if each.engine != engine]
    stale = {engine, *(each.engine for each in others)}
    Score.objects.filter(assessment__in=keys, engine__in=stale).delete()
    insert_rows(Score, ("assessment_id", "engine", *SAID), [(each.pk, each.engine, *each.said) for each in others])


def judge_open_cases_again(messages: Sequence[int]) -> None:
    """Have what stands in open cases ranked anew. What is past opens none."""
    there = CaseMessage.objects.filter(message__in=messages, left_at=None, case__closed_at=None)
    intake.ask_once_more(set(there.values_list("message", flat=True)))
