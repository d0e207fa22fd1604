"""Estimate the cases that an import would open, before anything is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from community.models import Channel, Community
from community.records import RawMessage
from moderation.guidelines import publishing
from moderation.policy.judge import judge_batch
from moderation.policy.values import Facts, Judgement, Opening

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
    created: int = 0
    old: int = 0
    sample: list[RawMessage] = field(default_factory=list)

    def add(self, record: RawMessage) -> None:
        """Add a record that would be new."""
        self.created += 1
        self.old += bool(record.posted_at and record.posted_at < self.now - OLD)
        if len(self.sample) < SAMPLE:
            self.sample.append(record)

    @property
    def is_estimate(self) -> bool:
        return self.created > len(self.sample)

    @property
    def is_mostly_old(self) -> bool:
        return 2 * self.old > self.created

    def cases(self) -> int:
        """Return how many cases would open, of which copies of one text share one."""
        if not self.sample:
            return 0
        found = count_cases(self._judged())
        return round(found * self.created / len(self.sample))

    def told(self) -> dict[str, object]:
        """Return the figures of a report."""
        return {
            "cases": self.cases(),
            "cases_estimated": self.is_estimate,
            "older_than_a_week": self.old,
            "is_mostly_old": self.is_mostly_old,
        }

    def _judged(self) -> Iterable[Judgement]:
        desk = publishing.current_rule_sets([self.community.pk])[self.community.pk]
        answers = answers_in(self.sample)
        wanted = [record for record in self.sample if not (record.deleted or record.from_staff or record.internal)]
        facts = [self._facts(record, answers) for record in wanted]
        judged = judge_batch(facts, publishing.compiled_rule_set(desk.rule_set), desk.thresholds)
        # One that cannot be judged opens a case as unchecked, which is not foretold.
        return [each for each in judged if isinstance(each, Judgement)]

    def _facts(self, record: RawMessage, answers: Mapping[str, datetime]) -> Facts:
        answered_at = max((answers[key] for key in keys_of(record) if key in answers), default=None)
        return Facts(
            text=record.text,
            title=record.title,
            kind=record.kind,
            channel_language=record.language or self._language,
            is_private=bool(self.channel and self.channel.is_private),
            is_answered=bool(self.channel and self.channel.is_answered),
            automated=bool(record.automated),
            staff_answered=bool(answered_at and record.posted_at and answered_at > record.posted_at),
            reactions=record.reactions,
            reports=record.reports,
            views=record.views,
            posted_at=record.posted_at,
        )

    @property
    def _language(self) -> str:
        return (self.channel and self.channel.language) or (self.community.languages or [""])[0]


def count_cases(judged: Iterable[Judgement]) -> int:
    copies: set[int] = set()
    count = 0
    for judgement in judged:
        may_join = judgement.fingerprint and Opening.ANSWER not in judgement.openings
        if judgement.openings and not (may_join and judgement.fingerprint in copies):
            count += 1
        if judgement.openings and may_join:
            copies.add(judgement.fingerprint)
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
