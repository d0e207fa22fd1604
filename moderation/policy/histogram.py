"""Durations in logarithmic buckets: small enough to store by the day, mergeable, and percentiles within 2 %."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self

# The geometric middle of a bucket is at most sqrt(1.04) = 1.0198 away from anything in it; ten years lie in bucket 676.
RATIO = 1.04
LOG_RATIO = math.log(RATIO)
LONGEST = timedelta.max.total_seconds()
MICROSECONDS = 10**6
# Seconds; what took less lies in one bucket.
SHORTEST = 0.001


@dataclass(slots=True)
class Histogram:
    """How long things took: how many durations lie in each bucket, and their sum exact to the microsecond.

    Bucket 0 holds what took less than a millisecond, bucket k from 1 on [1.04^(k-1), 1.04^k) milliseconds. The sum is
    a whole number of microseconds, so the order of adding and merging never shows in it.
    """

    buckets: dict[int, int] = field(default_factory=dict)
    microseconds: int = 0

    @classmethod
    def of(cls, durations: Iterable[float]) -> Self:
        """The histogram of durations in seconds; ValueError as in `add`."""
        made = cls()
        for seconds in durations:
            made.add(seconds)
        return made

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `as_json` gave, and the empty histogram for {}; ValueError when its counts do not make up its n."""
        counts = {int(number): int(count) for number, count in stored.get("buckets", {}).items()}
        made, n = cls(counts, int(stored.get("microseconds", 0))), stored.get("n", 0)
        if made.n != n or any(count < 1 for count in counts.values()):
            raise ValueError(f"the counts of a histogram do not make up its {n} durations")
        return made

    def as_json(self) -> dict[str, Any]:
        """n, the sum in microseconds, and {bucket number as text: count}, sorted: equal histograms are equal bytes."""
        counts = {str(number): self.buckets[number] for number in sorted(self.buckets)}
        return {"n": self.n, "microseconds": self.microseconds, "buckets": counts}

    def add(self, seconds: float) -> None:
        """Take in one duration, 0 or more seconds; ValueError when negative, not a number, or beyond a timedelta."""
        if not 0 <= seconds <= LONGEST:
            raise ValueError(f"not a duration: {seconds} seconds")
        number = bucket_of(seconds)
        self.buckets[number] = self.buckets.get(number, 0) + 1
        self.microseconds += round(seconds * MICROSECONDS)

    def merge(self, other: Self) -> None:
        """Take in all durations of another histogram, which stays as it is."""
        for number, count in other.buckets.items():
            self.buckets[number] = self.buckets.get(number, 0) + count
        self.microseconds += other.microseconds

    def __add__(self, other: Self) -> Self:
        both = type(self)(dict(self.buckets), self.microseconds)
        both.merge(other)
        return both

    @property
    def n(self) -> int:
        """How many durations, exact."""
        return sum(self.buckets.values())

    @property
    def sum(self) -> float:
        """All durations together in seconds, exact to the microsecond as far as a float is."""
        return self.microseconds / MICROSECONDS

    @property
    def mean(self) -> float | None:
        """The arithmetic mean in seconds, from the exact sum; None when empty."""
        return self.microseconds / (self.n * MICROSECONDS) if self.buckets else None

    @property
    def median(self) -> float | None:
        """The median in seconds as `quantile` defines it: of an even number of durations, the lower middle one."""
        return self.quantile(0.5)

    @property
    def p90(self) -> float | None:
        """The 90th percentile in seconds as `quantile` defines it."""
        return self.quantile(0.9)

    def quantile(self, q: float) -> float | None:
        """The nearest-rank quantile in seconds, within 2 % of the exact one; None when empty.

        `q` is 0 (the smallest) to 1 (the largest), else ValueError. Of n durations in order it is the one in place
        ceil(q n), or the first for q = 0 (Hyndman and Fan 1996, definition 1), and the geometric middle of its bucket
        stands for it. A duration under a millisecond answers 0: there the promise is "under a millisecond", not 2 %.
        """
        if not 0 <= q <= 1:
            raise ValueError(f"not a quantile: {q}")
        # 0.07 * 100 is a little more than 7, which must not become 8.
        rank, seen = math.ceil(round(q * self.n, 9)), 0
        for number in sorted(self.buckets):
            seen += self.buckets[number]
            if seen >= rank:
                return bucket_middle(number)
        return None


def bucket_of(seconds: float) -> int:
    """The number of the bucket that a duration of 0 or more seconds lies in."""
    return 1 + math.floor(math.log(seconds / SHORTEST) / LOG_RATIO) if seconds >= SHORTEST else 0


def bucket_middle(number: int) -> float:
    """The seconds that stand for a bucket: the geometric middle of its bounds; 0 for what is under a millisecond."""
    return SHORTEST * math.exp((number - 0.5) * LOG_RATIO) if number else 0.0
