"""Storing what policy said: one transaction, which writes only for rows that this worker still holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from community.bulk import insert
from moderation import casework
from moderation.models import Assessment, Case, Finding, PendingAssessment, Tally
from moderation.pipeline.facts import Context, Said
from moderation.pipeline.lease import Lease, Row
from moderation.pipeline.opening import open_cases, open_unchecked
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
    assessments = store_assessments(held, judged, now)
    open_cases(held, judged, assessments, now)
    close_answered((each.context.message for each in judged), now)
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


def store_assessments(held: Lease, judged: list[Judged], now: datetime) -> dict[int, int]:
    """One assessment per message revision, and its findings. Judging a revision again replaces both.

    Returns the assessments' keys by message, of those messages that have findings or should have a case.
    """
    made = [assessment_of(each, now) for each in judged]
    again = replace_earlier(held, made)
    insert([assessment for assessment in made if assessment.message_id not in again])
    pointed = {each.row.message_id: each for each in judged if each.judgement.findings or each.judgement.openings}
    stored = Assessment.objects.filter(message__in=pointed).values_list("message_id", "revision", "pk")
    keys = {message: pk for message, revision, pk in stored if revision == pointed[message].row.revision}
    insert([finding for message, pk in keys.items() for finding in findings_of(pk, pointed[message].judgement)])
    return keys


def replace_earlier(held: Lease, made: list[Assessment]) -> set[int]:
    """Write those that judge a revision again over the earlier ones; returns their messages."""
    by_revision = {(assessment.message_id, assessment.revision): assessment for assessment in made}
    stored = Assessment.objects.filter(message__pending__token=held.token)
    again = set()
    for pk, message, revision in stored.values_list("pk", "message_id", "revision"):
        if assessment := by_revision.get((message, revision)):
            assessment.pk = pk
            assessment.save(force_update=True)
            assessment.findings.all().delete()
            again.add(message)
    return again


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


def assessment_of(each: Judged, now: datetime) -> Assessment:
    said, scored = each.judgement, each.judgement.sentiment
    return Assessment(
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


def close_answered(messages: Iterable[Said], now: datetime) -> None:
    """Staff wrote in a thread: what stood open there for an answer only is answered."""
    threads = {message.thread_id for message in messages if message.from_staff}
    if threads:
        there = Case.objects.filter(Q(message__root__in=threads) | Q(message__in=threads))
        casework.answered(there.answered_on_platform(), now)


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
