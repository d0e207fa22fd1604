"""The stages of a bench by name."""

from collections.abc import Callable
from dataclasses import dataclass

from moderation.bench import (
    claiming,
    counting,
    deskwork,
    editing,
    growing,
    importing,
    line,
    ordering,
    queueing,
    scoring,
    sweeping,
    unmasking,
)
from moderation.bench.figures import Report
from moderation.bench.sizes import Sizes


@dataclass(frozen=True, slots=True)
class Stage:
    measure: Callable[[Sizes], Report]
    databases: int = 1


STAGES = {
    "sentiment": Stage(scoring.measure, databases=0),
    "disguises": Stage(unmasking.measure, databases=0),
    "import": Stage(importing.measure),
    "growth": Stage(growing.measure),
    "line": Stage(line.measure),
    "edits": Stage(editing.measure),
    "order": Stage(ordering.measure, databases=0),
    "queue": Stage(queueing.measure, databases=2),
    "claims": Stage(claiming.measure),
    "desk": Stage(deskwork.measure),
    "sweep": Stage(sweeping.measure),
    "health": Stage(counting.measure, databases=2),
}
