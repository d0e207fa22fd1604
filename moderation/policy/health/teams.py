"""What teams were asked, and how long they took."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from moderation.policy.histogram import Histogram


@dataclass(frozen=True, slots=True)
class Asked:
    """What one team was asked on a day.

    The histograms are of working seconds until it took that up, and until it answered.
    """

    team: int
    date: date
    asked: int = 0
    open: int = 0
    acknowledge: Histogram = field(default_factory=Histogram)
    answer: Histogram = field(default_factory=Histogram)


@dataclass(frozen=True, slots=True)
class Escalations:
    """Numbers of what was asked, acknowledged, answered and is still open.

    `oldest_open` is the day on which the oldest open one was asked.
    """

    asked: int
    acknowledged: int
    acknowledge_median_seconds: float | None
    acknowledge_p90_seconds: float | None
    answered: int
    answer_median_seconds: float | None
    answer_p90_seconds: float | None
    open: int
    oldest_open: str | None


def escalation_figures(rows: Iterable[Asked]) -> Escalations:
    every = tuple(rows)
    took, answered = (sum((getattr(each, name) for each in every), Histogram()) for name in ("acknowledge", "answer"))
    oldest = min((each.date for each in every if each.open), default=None)
    return Escalations(
        asked=sum(each.asked for each in every),
        acknowledged=took.n,
        acknowledge_median_seconds=took.median,
        acknowledge_p90_seconds=took.p90,
        answered=answered.n,
        answer_median_seconds=answered.median,
        answer_p90_seconds=answered.p90,
        open=sum(each.open for each in every),
        oldest_open=oldest.isoformat() if oldest else None,
    )


def escalations_by_team(rows: Iterable[Asked]) -> dict[int, Escalations]:
    found = defaultdict[int, list[Asked]](list)
    for each in rows:
        found[each.team].append(each)
    return {team: escalation_figures(each) for team, each in found.items()}
