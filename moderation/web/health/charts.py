"""Geometry of charts in the units of their view box."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

Scale = Callable[[float], float]
Point = tuple[float, float] | None
# Labels of a scale of durations, by seconds.
DURATIONS = {
    1: "1 s", 10: "10 s", 60: "1 min", 600: "10 min", 3_600: "1 h", 21_600: "6 h", 86_400: "24 h", 604_800: "168 h",
    2_592_000: "720 h", 31_536_000: "8,760 h", 315_360_000: "87,600 h",
}  # fmt: skip
STEPS = (1, 2, 5, 10)
DATE_TICKS = 5
GAP = 0.25
NARROWEST = 0.75
# The length of the dash for a point without neighbours.
ALONE = 6


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


def linear_scale(low: float, high: float, bottom: float, top: float) -> Scale:
    """Return a function from values to heights.

    When low and high are one value, it lies at the bottom.
    """
    return lambda value: round(bottom - (bottom - top) * (value - low) / ((high - low) or 1), 1)


def logarithmic_scale(low: float, high: float, bottom: float, top: float) -> Scale:
    """Return a scale on which equal ratios take equal heights.

    `low` is above 0. A value beyond an end is drawn at that end.
    """
    even = linear_scale(math.log(low), math.log(high), bottom, top)
    return lambda value: even(math.log(min(max(value, low), high)))


def scale_ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Return about so many round numbers around `low` and `high`.

    The first is at or below `low`, the last at or above `high`, which is not below `low`.
    """
    step = round_step((high - low or abs(high) or 1) / about)
    # Rounded, because 0.3 / 0.1 is a little less than 3.
    first, last = math.floor(round(low / step, 9)), math.ceil(round(high / step, 9))
    return [round(number * step, 9) for number in range(first, max(last, first + 1) + 1)]


def round_step(step: float) -> float:
    """Return the next number that is 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(each for each in STEPS if each * power >= step * (1 - 1e-9)) * power


def count_ticks(high: int) -> list[float]:
    """Return round whole numbers from 0 to at or above `high`."""
    return [tick for tick in scale_ticks(0, max(high, 1)) if tick == int(tick)]


def duration_ticks(values: Sequence[float]) -> list[int]:
    """Return the named durations around and between these seconds, at least two."""
    known = list(DURATIONS)
    below = [each for each in known[:-1] if each <= min(values)] or known[:1]
    above = [each for each in known if each >= max(values) and each > below[-1]] or known[-1:]
    return [each for each in known if below[-1] <= each <= above[0]]


def column_middles(number: int, left: float, right: float) -> list[float]:
    """Return the middle of each of so many equal columns."""
    return [round(left + (right - left) * (each + 0.5) / number, 1) for each in range(number)]


def drawn_points(xs: Sequence[float], values: Iterable[float | None], scale: Scale) -> list[Point]:
    """Return the point of each value, None for an unknown one."""
    return [None if value is None else (x, scale(value)) for x, value in zip(xs, values, strict=True)]


def line_path(line: Iterable[Point]) -> str:
    """Return the path of a line through the points, broken where one is missing."""
    points = list(line)
    drawn = []
    for before, point, after in zip([None, *points], points, [*points[1:], None], strict=False):
        if point and (before or after):
            drawn.append(f"{'L' if before else 'M'}{point[0]} {point[1]}")
        elif point:
            # A point alone is drawn as a dash, so that it is seen.
            drawn.append(f"M{round(point[0] - ALONE / 2, 1)} {point[1]}h{ALONE}")
    return "".join(drawn)


def value_bars(
    xs: Sequence[float], values: Iterable[float | None], scale: Scale, under: Iterable[float] = (), wide: float = 0
) -> list[Bar]:
    """Return a bar for each value that is known and not 0.

    A bar stands on 0, or on the value `under` it.
    """
    width = round(max(wide * (1 - GAP), NARROWEST), 2)
    feet = list(under) or [0.0] * len(xs)
    return [
        Bar(round(x - width / 2, 2), scale(foot + value), width, round(scale(foot) - scale(foot + value), 1))
        for x, value, foot in zip(xs, values, feet, strict=True)
        if value
    ]


def date_ticks(dates: Sequence[date], most: int = DATE_TICKS) -> list[int]:
    """Return the places of the dates to name.

    They are the first, the last and a few evenly between.
    """
    last = len(dates) - 1
    parts = min(most - 1, last)
    return sorted({round(last * part / parts) for part in range(parts + 1)}) if parts > 0 else [0]
