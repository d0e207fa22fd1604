"""Decide whether each record is new, changed, unchanged or a duplicate."""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

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
    """A stored message's digest, and the import run that wrote it."""

    digest: str
    run: int | None = None


def decide_outcomes(
    records: Iterable[tuple[str, str]], *, read: Mapping[str, str], known: Mapping[str, Known], settled: Container[int]
) -> list[Outcome]:
    """Return an outcome for each (external id, digest), in order.

    `read` is what this run read last under an id, `known` what is stored. `settled` are the finished runs of the same
    bytes.
    """
    read, known, outcomes = dict(read), dict(known), []
    for external_id, said in records:
        outcome = _outcome_of(said, read.get(external_id), known.get(external_id), settled)
        if outcome.is_written:
            known[external_id] = Known(said)
        read[external_id] = said
        outcomes.append(outcome)
    return outcomes


def _outcome_of(said: str, read: str | None, known: Known | None, settled: Container[int]) -> Outcome:
    if said == read:
        return Outcome.DUPLICATE
    if known is None:
        return Outcome.CREATED
    # What was taken out does not come back, whatever the source says.
    if known.digest == EMPTIED:
        return Outcome.UNCHANGED
    # A finished run of the same bytes stored the last word, so an earlier line of it must not undo that.
    if said == known.digest or known.run in settled:
        return Outcome.UNCHANGED
    return Outcome.UPDATED
