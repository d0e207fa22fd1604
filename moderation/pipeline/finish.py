"""Storing what policy said: one transaction, which writes only for rows that this worker still holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from community.bulk import free_keys, insert
from moderation import casework
from moderation.metrics.marks import mark
from moderation.models import Assessment, Finding, PendingAssessment, Tally
from moderation.pipeline.facts import Context
from moderation.pipeline.lease import Lease, Row
from moderation.pipeline.opening import hold, open_cases, open_unchecked
from moderation.policy import sentiment
from moderation.policy.values import Judgement

# Seconds before a failed row is tried again, by how often it was tried.
WAITS = (5, 15, 60, 300, 300)


@dataclass(frozen=True, slots=True)
class Judged:
    """A held row, what was known, and what policy said."""

    row: Row
    context: Context
    judgement: Judgement


@transaction.atomic
def finish(held: Lease, judged: list[Judged], failed: list[tuple[Row, str]], now: datetime) -> int:
    """Write the effects of a batch and delete its rows. Returns how many messages were assessed."""
    mine = still_held(held)
    judged = [each for each in judged if each.row.pk in mine]
    hold(judged)
    assessments = store_assessments(judged, now)
    open_cases(judged, assessments, now)
    said = [each.context.message for each in judged]
    casework.heard({message.thread_id for message in said if message.from_staff}, now)
    mark((message.channel_id, at) for message in said for at in (message.posted_at, now))
    wait(held, [(row, error) for row, error in failed if row.pk in mine], now)
    # Those that failed have lost the token; what still carries it is done.
    PendingAssessment.objects.filter(token=held.token).delete()
    if judged:
        Tally.objects.create(name="assessed", amount=len(judged))
    return len(judged)


@transaction.atomic
def give_up(held: Lease, now: datetime) -> int:
    """A row that used up its tries is dead: kept, and shown to people as "could not be checked"."""
    if still_held(held):
        row = held.rows[0]
        PendingAssessment.objects.filter(pk=row.pk).update(died_at=now, token=None)
        if not row.is_history:
            open_unchecked(PendingAssessment.objects.select_related("message").get(pk=row.pk), now)
    return 0


def still_held(held: Lease) -> set[int]:
    """The rows that carry this lease's token, locked until the end of the transaction."""
    # In the order in which new questions take them over, so that the two never wait for one another.
    rows = PendingAssessment.objects.filter(token=held.token).order_by("message_id").select_for_update()
    return set(rows.values_list("pk", flat=True))


def store_assessments(judged: list[Judged], now: datetime) -> dict[int, int]:
    """One assessment per message revision, and its findings. Judging a revision again replaces both.

    Returns the assessments' keys by message.
    """
    again = judged_before([each for each in judged if not each.row.is_first])
    fresh = [each for each in judged if each.row.message_id not in again]
    keys = again | dict(zip((each.row.message_id for each in fresh), free_keys(Assessment, len(fresh)), strict=True))
    made = {each.row.message_id: assessment_of(keys[each.row.message_id], each, now) for each in judged}
    insert([made[each.row.message_id] for each in fresh])
    for message in again:
        made[message].save(force_update=True)
    Finding.objects.filter(assessment__in=again.values()).delete()
    insert([finding for each in judged for finding in findings_of(keys[each.row.message_id], each.judgement)])
    return keys


def judged_before(judged: list[Judged]) -> dict[int, int]:
    """The keys of the assessments that these messages have in the very same revision."""
    revisions = {each.row.message_id: each.row.revision for each in judged}
    stored = Assessment.objects.filter(message__in=revisions).values_list("message_id", "revision", "pk")
    return {message: pk for message, revision, pk in stored if revision == revisions[message]}


def findings_of(assessment: int, judgement: Judgement) -> Iterator[Finding]:
    for number, finding in enumerate(judgement.findings, start=1):
        yield Finding(
            assessment_id=assessment,
            number=number,
            version_id=int(finding.guideline),
            severity=int(finding.severity),
            part=str(finding.part),
            start=finding.start,
            end=finding.end,
            excerpt=finding.excerpt,
            rule=finding.rule,
            reason=finding.reason,
        )


def assessment_of(pk: int, each: Judged, now: datetime) -> Assessment:
    said, scored = each.judgement, each.judgement.sentiment
    return Assessment(
        pk=pk,
        message_id=each.row.message_id,
        revision=each.row.revision,
        rule_set_id=each.context.rule_set_id,
        engine=sentiment.ENGINE,
        assessed_at=now,
        language=said.language,
        neg=scored.neg if scored else None,
        neu=scored.neu if scored else None,
        pos=scored.pos if scored else None,
        compound=scored.compound if scored else None,
        not_scored=said.not_scored,
        was_cut=scored.cut if scored else False,
        words=[[word.term, round(word.contribution, 4)] for word in scored.words] if scored else [],
        priority=said.priority,
        terms=[{"name": term.name, "value": term.value, "why": term.why} for term in said.terms],
        unknown=list(said.unknown),
        fingerprint=said.fingerprint,
    )


@transaction.atomic
def hand_back(held: Lease, error: str, now: datetime) -> None:
    """None of these rows could be stored together; which of them is to blame shows when each travels alone."""
    wait(held, [(row, error) for row in held.rows], now)


def wait(held: Lease, failed: list[tuple[Row, str]], now: datetime) -> None:
    """A row that failed comes back later, and alone; with its tries used up, the next lease finds it worn out."""
    for row, error in failed:
        seconds = 0 if row.tries >= settings.TRIES else WAITS[row.tries - 1]
        PendingAssessment.objects.filter(pk=row.pk, token=held.token).update(
            error=error, token=None, due_at=now + timedelta(seconds=seconds)
        )
