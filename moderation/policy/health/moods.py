"""Changes of mood that can be told from chance."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist, fmean, variance
from typing import NamedTuple

# Compounds are summed in whole ten-thousandths, so that no order shows in a sum.
UNIT = 10_000
# With fewer persons on either side an interval would say more than is known.
LEAST = 10
DOUBT = 0.05
Week = tuple[int, date]


class Said(NamedTuple):
    """What one person wrote on a day, as numbers and sums of scores.

    What was removed since, for anything but spam, is apart.
    """

    person: int
    n: int
    score: int
    removed_n: int
    removed_score: int


@dataclass(frozen=True, slots=True)
class Change:
    """The change of the mean mood from `n_before` to `n` persons' weeks.

    The interval from `low` to `high` is None where too few wrote.
    """

    n: int
    n_before: int
    change: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_beyond_chance(self) -> bool:
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class Mood:
    """A change of mood, and the same without what was removed where that differs."""

    change: Change
    without_removed: Change | None = None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def person_weeks(days: Iterable[tuple[date, Sequence[Said]]], *, removed: bool = True) -> dict[Week, float]:
    """Return the mean score (-1 to 1) of each person in each calendar week.

    A person counts once in a week, however much and in however many channels they wrote.
    """
    sums = defaultdict[Week, list[int]](lambda: [0, 0])
    for day, said in days:
        week = monday_of(day)
        for person, n, score, removed_n, removed_score in said:
            both = sums[person, week]
            both[0] += n + removed_n if removed else n
            both[1] += score + removed_score if removed else score
    return {key: score / n / UNIT for key, (n, score) in sums.items() if n}


def mood_of(
    now: Iterable[tuple[date, Sequence[Said]]], before: Iterable[tuple[date, Sequence[Said]]], comparisons: int
) -> Mood:
    """Compare the moods of two spans."""
    now, before = list(now), list(before)
    both = change_between(means_of(now), means_of(before), comparisons)
    rest = change_between(means_of(now, removed=False), means_of(before, removed=False), comparisons)
    return Mood(both, rest if rest != both else None)


def means_of(days: Iterable[tuple[date, Sequence[Said]]], *, removed: bool = True) -> list[float]:
    return list(person_weeks(days, removed=removed).values())


def moods_by_week(
    now: Iterable[tuple[date, Sequence[Said]]], before: Iterable[tuple[date, Sequence[Said]]], channels: int = 1
) -> Mapping[date, Change]:
    """Compare each week with the span before.

    The interval is for as many comparisons as there are weeks in so many channels.
    """
    weeks = defaultdict[date, list[float]](list)
    for (_, week), mean in person_weeks(now).items():
        weeks[week].append(mean)
    usual = means_of(before)
    return {week: change_between(weeks[week], usual, len(weeks) * channels) for week in sorted(weeks)}


def change_between(now: Sequence[float], before: Sequence[float], comparisons: int) -> Change:
    """Return the difference of two means with its interval.

    It is Welch's for unequal variances (Biometrika 34, 1947, 28-35), at 95 % for all comparisons together by
    Bonferroni's inequality (Dunn, JASA 56, 1961, 52-64), so each interval leaves out 5 % divided by their number.
    """
    n, m = len(now), len(before)
    if not n or not m:
        return Change(n, m)
    change = fmean(now) - fmean(before)
    if min(n, m) < LEAST:
        return Change(n, m, change)
    a, b = variance(now) / n, variance(before) / m
    # Welch and Satterthwaite's degrees of freedom.
    freedom = (a + b) ** 2 / (a**2 / (n - 1) + b**2 / (m - 1)) if a + b else math.inf
    off = student_quantile(1 - DOUBT / max(comparisons, 1) / 2, freedom) * math.sqrt(a + b)
    return Change(n, m, change, change - off, change + off)


def student_quantile(part: float, freedom: float) -> float:
    """Return a quantile of Student's t, within 0.1 % from 9 degrees of freedom on.

    It is the expansion around the normal quantile in Abramowitz and Stegun (1964), 26.7.5.
    """
    x, v = NormalDist().inv_cdf(part), freedom
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92_160,
    )
    return x + sum(term / v**power for power, term in enumerate(terms, 1))
