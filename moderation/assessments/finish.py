"""Finish a batch in one transaction.

It writes only for rows that this worker still holds.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from community.db.bulk import update_rows
from moderation.answers.reading import untold_answers
from moderation.answers.recording import record_answers
from moderation.assessments.facts import Judged
from moderation.assessments.known import hold_marks, known_of_batch
from moderation.assessments.lease import Lease, Row
from moderation.assessments.plan import plan_batch
from moderation.assessments.store import store_plan
from moderation.assessments.values import Plan, Verdict
from moderation.assessments.writing import store_assessments
from moderation.models import PendingAssessment, Tally
from moderation.policy.values import Opening
from moderation.rollups.stale import mark_stale

# Seconds until a failed row is tried again, by the number of its tries.
WAITS = (5, 15, 60, 300, 300)
Failed = tuple[Row, str]


@transaction.atomic
def finish_batch(held: Lease, judged: Sequence[Judged], failed: Sequence[Failed], now: datetime) -> int:
    """Write the effects of a batch and delete its rows.

    Returns how many messages were assessed.
    """
    mine = still_held(held)
    judged = [each for each in judged if each.row.pk in mine]
    assessments = store_assessments(judged, now)
    plan = place(judged, assessments, now)
    said = [each.context.message for each in judged]
    mark_stale([*plan.moments, *((message.channel_id, at) for message in said for at in (message.posted_at, now))])
    wait([each for each in failed if each[0].pk in mine], now)
    # Failed rows have lost the token, so the rest is done.
    PendingAssessment.objects.filter(token=held.token).delete()
    if judged:
        Tally.objects.create(name="assessed", amount=len(judged))
    return len(judged)


def place(judged: Sequence[Judged], assessments: dict[int, int], now: datetime) -> Plan:
    """Give judged messages their places in cases."""
    # The other messages open no case, have none, and answer nobody.
    concerned = [each for each in judged if may_matter(each)]
    verdicts = [Verdict(each.subject, each.judgement, assessments[each.subject.message]) for each in concerned]
    heard = {verdict.subject.thread for verdict in verdicts if verdict.subject.answers}
    hold_marks(verdicts)
    heard |= tell_answers_of(verdicts, now)
    known = known_of_batch(verdicts, heard, now)
    plan = plan_batch(verdicts, known, now, heard=heard)
    store_plan(plan, known, now)
    return plan


def tell_answers_of(verdicts: Sequence[Verdict], now: datetime) -> set[int]:
    """Record whom the staff messages of a batch answer, and those that could not be told before somebody waited.

    Returns the conversations in which that changed something.
    """
    waiting = defaultdict[int, list[int]](list)
    for subject, judgement, _ in verdicts:
        if subject.may_open and Opening.ANSWER in judgement.openings:
            waiting[subject.thread].append(subject.message)
    staff = [subject.message for subject, _, _ in verdicts if subject.answers]
    unclear = list(untold_answers(waiting)) if waiting else []
    return record_answers([*staff, *unclear], now, waiting=waiting) if staff or unclear else set()


def may_matter(each: Judged) -> bool:
    judgement = each.judgement
    waits = judgement.openings or judgement.answered
    return bool(waits or not each.row.is_first or each.context.message.answers)


def still_held(held: Lease) -> set[int]:
    """Lock and return the rows that still carry this lease's token."""
    # In the order in which intake updates them, so that the two never deadlock.
    rows = PendingAssessment.objects.filter(token=held.token).order_by("message_id").select_for_update()
    return set(rows.values_list("pk", flat=True))


@transaction.atomic
def hand_back(held: Lease, error: str, now: datetime) -> None:
    """Return rows that could not be stored together, to be tried one by one."""
    mine = still_held(held)
    wait([(row, error) for row in held.rows if row.pk in mine], now)


def wait(failed: Sequence[Failed], now: datetime) -> None:
    """Put failed rows back, each for a later try of its own.

    A row without tries left is given up by the next lease.
    """
    rows = [(row.pk, error, None, now + timedelta(seconds=seconds_after(row.tries))) for row, error in failed]
    update_rows(PendingAssessment, ("id", "error", "token", "due_at"), rows)


def seconds_after(tries: int) -> int:
    # The next lease gives it up at once. If even that fails, it waits, so that it is not tried in a circle.
    return 0 if tries == settings.TRIES else WAITS[min(tries, len(WAITS)) - 1]
