"""Lease, judge and finish batches of messages until nothing is due."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Sequence

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from community.db.deadlock import persistently
from moderation.assessments.facts import Context, Judged, load_batch
from moderation.assessments.finish import Failed, finish_batch, hand_back
from moderation.assessments.lease import Lease, lease
from moderation.assessments.unchecked import give_up
from moderation.guidelines import publishing
from moderation.policy.judge import judge_batch
from moderation.policy.values import Judgement

log = logging.getLogger(__name__)


def drain(*, seconds: float | None = None, on_step: Callable[[int], None] | None = None) -> int:
    """Assess what is due, for at most `seconds`.

    With None it goes on until nothing is due. Returns how many messages were finished.
    """
    end = None if seconds is None else time.monotonic() + seconds
    done = 0
    while end is None or time.monotonic() < end:
        held = lease(timezone.now(), settings.BATCH_SIZE)
        if held is None:
            break
        finished = step_or_hand_back(held)
        done += finished
        if on_step:
            on_step(finished)
    return done


def step_or_hand_back(held: Lease) -> int:
    """Do one step, and hand the rows back when storing fails."""
    try:
        return step(held)
    except OperationalError:
        # The database itself fails, so nothing can be written now. The lease ends by itself.
        raise
    except Exception as error:
        log.exception("A batch of %s could not be stored; its messages are tried one by one.", len(held.rows))
        # They come back soon and each alone, instead of when the lease ends.
        hand_back(held, told(error), timezone.now())
        return 0


def step(held: Lease) -> int:
    """Judge one leased batch and store the results."""
    if held.worn_out:
        return give_up(held, timezone.now())
    judged, failed = judge_rows(load_batch(held, timezone.now()))
    return persistently(lambda: finish_batch(held, judged, failed, timezone.now()))


def judge_rows(contexts: Sequence[Context]) -> tuple[list[Judged], list[Failed]]:
    """Return the judged rows in order, and those that could not be judged."""
    by_community = defaultdict[int, list[Context]](list)
    for context in contexts:
        by_community[context.message.community_id].append(context)
    said: dict[int, Judgement | Exception] = {}
    for some in by_community.values():
        said |= zip((each.row.pk for each in some), judge_together(some), strict=True)
    judged, failed = [], []
    for context in contexts:
        row, judgement = context.row, said[context.row.pk]
        if isinstance(judgement, Exception):
            log.error("Message %s could not be assessed (try %s).", row.message_id, row.tries, exc_info=judgement)
            failed.append((row, told(judgement)))
        else:
            judged.append(Judged(context, judgement))
    return judged, failed


def judge_together(contexts: Sequence[Context]) -> list[Judgement | Exception]:
    """Judge messages of one community by its rules."""
    desk = contexts[0].desk
    try:
        # Compiled here, so that a broken rule set fails only its own community's messages.
        rules = publishing.compiled_rule_set(desk.rule_set)
        return judge_batch([each.facts for each in contexts], rules, desk.thresholds, desk.engine)
    except Exception as error:
        return [error] * len(contexts)


def told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
