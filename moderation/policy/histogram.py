"""Durations in logarithmic buckets, with percentiles within 2 %.

A histogram is small enough to store by the day, and can be merged.
"""

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
    """Counts of durations by bucket, and their exact sum.

    Bucket 0 holds what took less than a millisecond, bucket k from 1 on [1.04^(k-1), 1.04^k) milliseconds.
    """

    buckets: dict[int, int] = field(default_factory=dict)
    # A whole number, so the order of adding and merging never shows in the sum.
    microseconds: int = 0

    @classmethod
    def of(cls, durations: Iterable[float]) -> Self:
        """Return the histogram of durations in seconds.

        Raises ValueError as `add` does.
        """
        made = cls()
        for seconds in durations:
            made.add(seconds)
        return made

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `as_json` wrote, or {} as empty.

        Raises ValueError when its counts do not make up its n.
        """
        counts = {int(number): int(count) for number, count in stored.get("buckets", {}).items()}
        made, n = cls(counts, int(stored.get("microseconds", 0))), stored.get("n", 0)
        if made.n != n or any(count < 1 for count in counts.values()):
            raise ValueError(f"the counts of a histogram do not make up its {n} durations")
        return made

    def as_json(self) -> dict[str, Any]:
        """Return n, the sum in microseconds, and the counts by bucket number.

        Bucket numbers are texts.
        """
        # Sorted, so that equal histograms are equal bytes.
        counts = {str(number): self.buckets[number] for number in sorted(self.buckets)}
        return {"n": self.n, "microseconds": self.microseconds, "buckets": counts}

    def add(self, seconds: float) -> None:
        """Add one duration of 0 or more seconds.

        Raises ValueError when it is negative, not a number, or beyond a timedelta.
        """
        if not 0 <= seconds <= LONGEST:
            raise ValueError(f"not a duration: {seconds} seconds")
        number = bucket_of(seconds)
        self.buckets[number] = self.buckets.get(number, 0) + 1
        self.microseconds += round(seconds * MICROSECONDS)

    def merge(self, other: Self) -> None:
        """Add all durations of another histogram, which stays as it is."""
        for number, count in other.buckets.items():
            self.buckets[number] = self.buckets.get(number, 0) + count
        self.microseconds += other.microseconds

    def __add__(self, other: Self) -> Self:
        both = type(self)(dict(self.buckets), self.microseconds)
        both.merge(other)
        return both

    @property
    def n(self) -> int:
        """The exact number of durations."""
        return sum(self.buckets.values())

    @property
    def sum(self) -> float:
        """The sum in seconds, exact to the microsecond as far as a float is."""
        return self.microseconds / MICROSECONDS

    @property
    def mean(self) -> float | None:
        """The arithmetic mean in seconds from the exact sum, or None when empty."""
        return self.microseconds / (self.n * MICROSECONDS) if self.buckets else None

    @property
    def median(self) -> float | None:
        """The median in seconds, as `quantile` defines it.

        Of an even number of durations it is the lower middle one.
        """
        return self.quantile(0.5)

    @property
    def p90(self) -> float | None:
        """The 90th percentile in seconds, as `quantile` defines it."""
        return self.quantile(0.9)

    def quantile(self, q: float) -> float | None:
        """Return the nearest-rank quantile in seconds, within 2 %, or None when empty.

        `q` is 0 (the smallest) to 1 (the largest), else ValueError. Of n durations in order it is the one in place
        ceil(q n), or the first for q = 0 (Hyndman and Fan 1996, definition 1), and the geometric middle of its bucket
        stands for it. A duration under a millisecond gives 0, where the bound of 2 % does not hold.
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
    """Return the bucket number of a duration of 0 or more seconds."""
    return 1 + math.floor(math.log(seconds / SHORTEST) / LOG_RATIO) if seconds >= SHORTEST else 0


def bucket_middle(number: int) -> float:
    """Return the geometric middle of a bucket in seconds, 0 for bucket 0."""
    return SHORTEST * math.exp((number - 0.5) * LOG_RATIO) if number else 0.0
