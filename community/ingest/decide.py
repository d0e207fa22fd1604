"""Decide whether each record is new, changed, unchanged or a duplicate."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from community.models.messages import EMPTIED


class Outcome(StrEnum):
    """The fate of a record, by the names of ImportRun's counts."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"

    @property
    def is_written(self) -> bool:
        return self in (Outcome.CREATED, Outcome.UPDATED)


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of records by outcome.

    `read` is the sum of the others.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
    rejected: int = 0
    skipped: int = 0

    @classmethod
    def of(cls, outcomes: Collection[Outcome], rejected: int, skipped: int) -> "Counts":
        counted = {outcome.value: sum(each is outcome for each in outcomes) for outcome in Outcome}
        return cls(read=len(outcomes) + rejected + skipped, rejected=rejected, skipped=skipped, **counted)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            *(mine + theirs for mine, theirs in zip(asdict(self).values(), asdict(other).values(), strict=True))
        )


@dataclass(frozen=True, slots=True)
class Known:
    """A stored message's digest, the import run that wrote it, and when it was edited last."""

    digest: str
    run: int | None = None
    edited_at: datetime | None = None


class Said(NamedTuple):
    """A record's id and digest, and when it says that it was edited."""

    external_id: str
    digest: str
    edited_at: datetime | None = None
    # It is as the message was before an edit that is stored.
    is_overtaken: bool = False

    def is_before(self, known: Known) -> bool:
        """Tell whether it is older than what is stored, as far as the source says."""
        return self.is_overtaken or bool(self.edited_at and known.edited_at and self.edited_at < known.edited_at)


def decide_outcomes(
    records: Iterable[Said], *, read: Mapping[str, str], known: Mapping[str, Known], settled: Container[int]
) -> list[Outcome]:
    """Return an outcome for each record, in order.

    `read` is what this run read last under an id, `known` what is stored. `settled` are the finished runs of the same
    bytes.
    """
    read, known, outcomes = dict(read), dict(known), []
    for said in records:
        before = known.get(said.external_id)
        outcome = _outcome_of(said, read.get(said.external_id), before, settled)
        if outcome.is_written:
            known[said.external_id] = Known(said.digest, None, said.edited_at or (before.edited_at if before else None))
        read[said.external_id] = said.digest
        outcomes.append(outcome)
    return outcomes


def _outcome_of(said: Said, read: str | None, known: Known | None, settled: Container[int]) -> Outcome:
    if said.digest == read:
        return Outcome.DUPLICATE
    if known is None:
        return Outcome.CREATED
    # What was taken out does not come back, whatever the source says.
    if known.digest == EMPTIED:
        return Outcome.UNCHANGED
    # A finished run of the same bytes stored the last word, so an earlier line of it must not undo that.
    if said.digest == known.digest or known.run in settled or said.is_before(known):
        return Outcome.UNCHANGED
    return Outcome.UPDATED
