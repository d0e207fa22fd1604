"""Store assessments and their findings."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from community.db.bulk import free_keys, insert_rows, update_rows
from moderation.assessments.facts import Judged
from moderation.models import Assessment, Finding
from moderation.policy.reading import READING_VERSION
from moderation.policy.rejudging import changing_facts
from moderation.policy.values import Judgement, Sentiment

Columns = tuple[Any, ...]
COLUMNS = (
    *("message_id", "revision", "rule_set_id", "engine", "assessed_at", "language"),
    *("neg", "neu", "pos", "compound", "was_cut", "words"),
    *("not_scored", "priority", "terms", "unknown", "judged_on", "fingerprint", "reading_version"),
)
FINDING_COLUMNS = (
    *("assessment_id", "number", "version_id", "severity", "part", "start", "end"),
    *("excerpt", "rule", "reason", "frame", "evidence"),
)
NO_SCORE: Columns = (None, None, None, None, False, [])


def store_assessments(judged: Sequence[Judged], now: datetime) -> dict[int, int]:
    """Write an assessment for each message revision.

    A revision that is judged again is overwritten. Returns the keys by message.
    """
    again = judged_before([each for each in judged if not each.row.is_first])
    fresh = [each for each in judged if each.row.message_id not in again]
    new = dict(zip((each.row.message_id for each in fresh), free_keys(Assessment, len(fresh)), strict=True))
    rows = {each.row.message_id: assessment_row(each, now) for each in judged}
    insert_rows(Assessment, ("id", *COLUMNS), [(key, *rows[message]) for message, key in new.items()])
    update_rows(Assessment, ("id", *COLUMNS), [(key, *rows[message]) for message, key in again.items()])
    # Findings have no identity of their own, so they are replaced as a whole.
    Finding.objects.filter(assessment__among=again.values()).delete()
    keys = again | new
    found = (row for each in judged for row in finding_rows(keys[each.row.message_id], each.judgement))
    insert_rows(Finding, FINDING_COLUMNS, found)
    return keys


def judged_before(judged: Sequence[Judged]) -> dict[int, int]:
    """Return the keys of assessments of the very same revisions."""
    revisions = {each.row.message_id: each.row.revision for each in judged}
    stored = Assessment.objects.filter(message__among=revisions).values_list("message_id", "revision", "pk")
    return {message: pk for message, revision, pk in stored if revision == revisions[message]}


def assessment_row(each: Judged, now: datetime) -> Columns:
    row, said = each.row, each.judgement
    return (
        *(row.message_id, row.revision, each.context.desk.rule_set, said.engine, now, said.language),
        *(score_row(said.sentiment) if said.sentiment else NO_SCORE),
        *(said.not_scored, said.priority),
        [{"name": term.name, "value": term.value, "why": term.why} for term in said.terms],
        list(said.unknown),
        list(changing_facts(each.context.facts, said.waits)),
        *(said.fingerprint, READING_VERSION),
    )


def score_row(scored: Sentiment) -> Columns:
    words = [[word.term, round(word.contribution, 4)] for word in scored.words]
    return (scored.neg, scored.neu, scored.pos, scored.compound, scored.cut, words)


def finding_rows(assessment: int, judgement: Judgement) -> Iterator[Columns]:
    for number, found in enumerate(judgement.findings, start=1):
        yield (
            *(assessment, number, int(found.guideline), int(found.severity), str(found.part), found.start, found.end),
            *(found.excerpt, found.rule, found.reason, str(found.frame), list(found.evidence)),
        )
