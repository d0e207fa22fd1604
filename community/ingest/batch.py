"""Look up, decide and store one batch of records."""

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction

from community.db.deadlock import persistently
from community.ingest.covered import Covered, Span, span_of_run, widened
from community.ingest.decide import Counts, Known, Outcome, Said, decide_outcomes
from community.ingest.digests import digest, translate_digests
from community.ingest.erased import Erased
from community.ingest.overtaken import overtaken_records
from community.ingest.rows import Stored
from community.ingest.seen import Seen, in_chunks
from community.ingest.warned import WarnedField, add_warnings, count_warnings
from community.ingest.writing import Work, written_rows
from community.models import Channel, Community, ImportReject, ImportRun, Message
from community.records import RawMessage, Record, Reject


class Overtaken(Exception):
    """Another process has gone on with this run meanwhile."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages with their digests, rejects, what is skipped, values left unknown, and earlier digests of the same run.

    `read` is the digest that the run read last under each id.
    """

    messages: list[tuple[RawMessage, str]]
    rejects: list[Reject]
    skipped: int
    read: dict[str, str]
    warned: dict[str, WarnedField]

    @classmethod
    def of(cls, records: Sequence[Record], seen: Seen | None) -> "Batch":
        messages = [(record, digest(record)) for record in records if isinstance(record, RawMessage)]
        rejects = [record for record in records if isinstance(record, Reject)]
        skipped = len(records) - len(messages) - len(rejects)
        read = seen.read(record.external_id for record, _ in messages) if seen else {}
        return cls(messages, rejects, skipped, read, count_warnings(records))

    @property
    def warnings(self) -> int:
        return sum(field.count for field in self.warned.values())

    def without(self, erased: Erased) -> "Batch":
        """Return the batch without the records of people who were erased, which are skipped."""
        if not erased.hashes:
            return self
        messages = [each for each in self.messages if not erased.holds(each[0])]
        rejects = [each for each in self.rejects if not erased.holds(each)]
        left_out = len(self.messages) - len(messages) + len(self.rejects) - len(rejects)
        warned = count_warnings(record for record, _ in messages)
        return replace(self, messages=messages, rejects=rejects, skipped=self.skipped + left_out, warned=warned)

    @property
    def moments(self) -> list[datetime | None]:
        return [record.posted_at for record, _ in self.messages]

    @property
    def ids(self) -> list[str]:
        return [record.external_id for record, _ in self.messages]

    @property
    def digests(self) -> dict[str, str]:
        return {record.external_id: said for record, said in self.messages}

    def said(self, overtaken: Container[int] = ()) -> list[Said]:
        """Return what is decided about, where `overtaken` are places of records as their messages were before."""
        return [
            # A deletion is no edit, and is the last word whenever it comes.
            Said(record.external_id, said, None if record.deleted else record.edited_at, place in overtaken)
            for place, (record, said) in enumerate(self.messages)
        ]

    def work(self, outcomes: Iterable[Outcome]) -> list[Work]:
        """Return the records to write, in order."""
        judged = zip(self.messages, outcomes, strict=True)
        return [
            Work(record, said, outcome is Outcome.CREATED) for (record, said), outcome in judged if outcome.is_written
        ]


def ingest_batch(
    channel: Channel,
    records: Sequence[Record],
    *,
    run: ImportRun | None,
    now: datetime,
    is_history: bool,
    on_stored: Callable[[Stored], None],
    seen: Seen | None = None,
    settled: Collection[int] = (),
) -> Counts:
    """Store one batch in one transaction.

    `seen` holds what the run has read before, and `settled` the finished runs of the same bytes. `on_stored` is called
    inside the transaction. When this returns the batch is committed, unless the caller holds a transaction of its own.
    """
    batch = Batch.of(records, seen)
    span = widened(span_of_run(run), batch.moments, now) if run else None

    def store() -> tuple[Batch, Counts, list[Work]]:
        with transaction.atomic():
            # One batch at a time in a community, so that a reply and its parent that come at once by two ways find each
            # other, and so that nobody who is erased meanwhile comes in.
            Community.objects.select_for_update(no_key=True).get(pk=channel.community_id)
            kept = batch.without(Erased(channel.source_id))
            counts, work = _decide_batch(channel, kept, settled, run)
            if run:
                _advance_run(run, counts, kept, span)
            if work:
                stored = written_rows(channel, work, run, now).stored(is_history=is_history)
                stored.covered = None if run else Covered.by_batch(channel, kept.moments, now)
                on_stored(stored)
        return kept, counts, work

    kept, counts, work = persistently(store)
    if run:
        # Only after the commit, because a deadlock may have the transaction run again.
        for name, count in asdict(counts).items():
            setattr(run, name, getattr(run, name) + count)
        run.warnings += kept.warnings
        run.first_posted_at, run.last_posted_at = span or (None, None)
    if seen:
        seen.remember(batch.digests, (each.record.external_id for each in work))
    return counts


def pass_over(_: RawMessage) -> None:
    """Do nothing with a new record."""


def rehearse_batch(
    channel: Channel | None,
    records: Sequence[Record],
    *,
    seen: Seen,
    settled: Collection[int],
    on_new: Callable[[RawMessage], None] = pass_over,
) -> Counts:
    """Count what `ingest_batch` would do, without storing anything.

    `channel` is None when it does not exist yet. `on_new` is called with each record that would be created.
    """
    batch = Batch.of(records, seen)
    batch = batch.without(Erased(channel.source_id)) if channel else batch
    known = _known_messages(channel, batch) if channel else {}
    for external_id, digested in seen.written(batch.ids).items():
        known[external_id] = replace(known.get(external_id, Known("")), digest=digested, run=None)
    said = batch.said(overtaken_records(channel, batch.messages, known) if channel else ())
    outcomes = decide_outcomes(said, read=batch.read, known=known, settled=settled)
    work = batch.work(outcomes)
    for each in work:
        if each.creates:
            on_new(each.record)
    seen.remember(batch.digests, (each.record.external_id for each in work))
    return Counts.of(outcomes, len(batch.rejects), batch.skipped)


def _decide_batch(
    channel: Channel, batch: Batch, settled: Collection[int], run: ImportRun | None
) -> tuple[Counts, list[Work]]:
    known = _known_messages(channel, batch)
    said = batch.said(overtaken_records(channel, batch.messages, known))
    outcomes = decide_outcomes(said, read=batch.read, known=known, settled=settled)
    _take_over(channel, batch, outcomes, known, run)
    return Counts.of(outcomes, len(batch.rejects), batch.skipped), batch.work(outcomes)


def _take_over(
    channel: Channel, batch: Batch, outcomes: Iterable[Outcome], known: Mapping[str, Known], run: ImportRun | None
) -> None:
    """Take over what is said again while an import that said it is taken back.

    Whoever takes that one back leaves it.
    """
    same = [key for key, outcome in zip(batch.ids, outcomes, strict=True) if outcome is Outcome.UNCHANGED]
    written = {key: known[key].run for key in same if key in known and known[key].run}
    if not written:
        return
    undone = ImportRun.objects.filter(pk__in=set(written.values())).exclude(undone_at=None)
    gone = set(undone.values_list("pk", flat=True))
    for ids in in_chunks(key for key, by in written.items() if by in gone):
        Message.objects.filter(channel=channel, external_id__in=ids).update(run=run)


def _known_messages(channel: Channel, batch: Batch) -> dict[str, Known]:
    stored = Message.objects.filter(channel=channel).values_list("external_id", "digest", "run", "edited_at")
    known = {
        external_id: Known(said, run, edited_at)
        for ids in in_chunks(batch.ids)
        for external_id, said, run, edited_at in stored.filter(external_id__in=ids)
    }
    return translate_digests(known, (record for record, _ in batch.messages))


def _advance_run(run: ImportRun, counts: Counts, batch: Batch, span: Span | None) -> None:
    """Add the batch to the run's counts, position, time, rejects and warnings.

    Raises Overtaken when another process has moved them, or the run is taken back.
    """
    here = ImportRun.objects.filter(pk=run.pk, read=run.read, state=ImportRun.State.RUNNING, undone_at=None)
    now = {name: getattr(run, name) + count for name, count in asdict(counts).items()}
    first, last = span or (None, None)
    now |= {"warnings": run.warnings + batch.warnings}
    if not here.update(**now, first_posted_at=first, last_posted_at=last):
        raise Overtaken
    ImportReject.objects.bulk_create(ImportReject(run=run, **asdict(reject)) for reject in batch.rejects)
    add_warnings(run, batch.warned)
