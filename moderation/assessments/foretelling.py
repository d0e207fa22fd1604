"""Estimate the cases that an import would open, before anything is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from community.imports.silent import staff_among
from community.ingest.identities import identity_of
from community.models import Channel, Community
from community.records import RawMessage
from moderation.assessments.plan import may_join
from moderation.assessments.ratings import rating_told
from moderation.guidelines import publishing
from moderation.policy.checks.numbering import regions_of_zone
from moderation.policy.judge import judge_batch
from moderation.policy.values import Facts, Judgement

# So many take a second or two to judge.
SAMPLE = 2_000
OLD = timedelta(days=7)


@dataclass
class Foretelling:
    """What a rehearsal tells of cases.

    The first new records are judged as if they had come in, and count for the rest. `channel` is None where it does
    not exist yet.
    """

    community: Community
    channel: Channel | None
    now: datetime
    # Of several channels each has a part of the sample.
    most: int = 0
    created: int = 0
    old: int = 0
    sample: list[RawMessage] = field(default_factory=list)

    def add(self, record: RawMessage) -> None:
        """Add a record that would be new."""
        self.created += 1
        self.old += bool(record.posted_at and record.posted_at < self.now - OLD)
        if len(self.sample) < (self.most or SAMPLE):
            self.sample.append(record)

    @property
    def is_estimate(self) -> bool:
        return self.created > len(self.sample)

    @property
    def is_mostly_old(self) -> bool:
        return 2 * self.old > self.created

    def cases(self) -> int:
        """Return how many cases would open.

        What a person says in one conversation shares one, and so do copies of one text.
        """
        if not self.sample:
            return 0
        found = count_cases(self._judged(), Places(self.sample))
        return round(found * self.created / len(self.sample))

    def told(self) -> dict[str, object]:
        """Return the figures of a report."""
        return {
            "cases": self.cases(),
            "cases_estimated": self.is_estimate,
            "older_than_a_week": self.old,
            "is_mostly_old": self.is_mostly_old,
        }

    def _judged(self) -> Iterable[tuple[RawMessage, Judgement]]:
        desk = publishing.current_rule_sets([self.community.pk])[self.community.pk]
        listed = staff_among(self.channel.source, self.sample) if self.channel else set()
        stored = [as_stored(record, is_listed=identity_of(record) in listed) for record in self.sample]
        answers = answers_in(stored)
        ours = [record.internal or said.from_staff for record, said in zip(stored, self.sample, strict=True)]
        wanted = [each for each, is_ours in zip(stored, ours, strict=True) if not (each.deleted or is_ours)]
        facts = [self._facts(record, answers) for record in wanted]
        judged = judge_batch(facts, publishing.compiled_rule_set(desk.rule_set), desk.thresholds, desk.engine)
        # One that cannot be judged opens a case as unchecked, which is not foretold.
        return [(record, each) for record, each in zip(wanted, judged, strict=True) if isinstance(each, Judgement)]

    def _facts(self, record: RawMessage, answers: Mapping[str, datetime]) -> Facts:
        answered_at = max((answers[key] for key in keys_of(record) if key in answers), default=None)
        return Facts(
            text=record.text,
            title=record.title,
            kind=record.kind,
            channel_language=record.language or self._language,
            is_private=bool(self.channel and self.channel.is_private),
            is_answered=bool(self.channel and self.channel.is_answered),
            from_staff=bool(record.from_staff),
            automated=bool(record.automated),
            staff_answered=bool(answered_at and record.posted_at and answered_at > record.posted_at),
            reactions=record.reactions,
            reports=record.reports,
            views=record.views,
            rating=rating_told(record.rating, record.tags),
            posted_at=record.posted_at,
            regions=regions_of_zone(self.community.time_zone),
        )

    @property
    def _language(self) -> str:
        return (self.channel and self.channel.language) or (self.community.languages or [""])[0]


def as_stored(record: RawMessage, *, is_listed: bool) -> RawMessage:
    """Return a record with what it would count as, whose author may be staff by an admin or a list."""
    is_staff = is_listed if record.from_staff is None else record.from_staff
    # What a member may show to staff alone is a message to them.
    kind = "direct" if record.internal and not is_staff else record.kind
    return record._replace(from_staff=is_staff, internal=bool(record.internal and is_staff), kind=kind)


class Places:
    """The conversations that records would be in, as far as the records alone tell."""

    def __init__(self, records: Iterable[RawMessage]) -> None:
        self.parents = {record.external_id: record.parent_external_id for record in records}

    def person(self, record: RawMessage) -> tuple[str, ...] | None:
        """Return who speaks where, or None where nobody is known."""
        who = identity_of(record)
        return (*self._place(record), *who) if who else None

    def _place(self, record: RawMessage) -> tuple[str, ...]:
        # What somebody writes to us alone is one conversation, whatever threads the source makes of it.
        if record.kind == "direct":
            return ("direct",)
        if record.thread_external_id:
            return "thread", record.thread_external_id
        root, seen = record.external_id, set[str]()
        while (above := self.parents.get(root)) and root not in seen:
            seen.add(root)
            root = above
        return "root", root


def count_cases(judged: Iterable[tuple[RawMessage, Judgement]], places: Places) -> int:
    texts, persons, count = set[int](), set[tuple[str, ...]](), 0
    for record, judgement in judged:
        person, joins = places.person(record), may_join(judgement)
        if not judgement.openings or person in persons or (joins and judgement.fingerprint in texts):
            continue
        count += 1
        if person:
            persons.add(person)
        if joins:
            texts.add(judgement.fingerprint)
    return count


def answers_in(records: Sequence[RawMessage]) -> dict[str, datetime]:
    """Return when staff wrote last under a parent or in a thread."""
    found: dict[str, datetime] = {}
    for record in records:
        if record.from_staff and not (record.automated or record.internal) and record.posted_at:
            for key in (f"parent {record.parent_external_id}", f"thread {record.thread_external_id}"):
                found[key] = max(record.posted_at, found.get(key, record.posted_at))
    return found


def keys_of(record: RawMessage) -> list[str]:
    threads = [f"thread {record.thread_external_id}"] if record.thread_external_id else []
    return [f"parent {record.external_id}", *threads]
