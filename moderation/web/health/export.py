"""A health page's figures as CSV, one line for each day and channel."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from community.spreadsheet import Echo, safe_cell
from moderation.policy.decisions import DECISIONS
from moderation.policy.health import Figures, figures_of
from moderation.policy.health.moods import Change, monday_of
from moderation.rollups.report import Line

# The week that the mood is of, by its Monday, and its change against the days before.
OF_MOOD = ("week", "n", "n_before", "change", "low", "high")


def csv_lines(rows: Iterator[Line]) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    yield write(["date", "channel", "name", *column_names(), *(f"mood.{name}" for name in OF_MOOD)])
    for day, channel, figures, mood in rows:
        # Our counts stay numbers. Names could be formulas.
        names = [safe_cell(channel.slug), safe_cell(channel.name)]
        yield write([day.isoformat(), *names, *row_values(figures), *mood_values(day, mood)])


def mood_values(day: date, mood: Change | None) -> list[object]:
    """Return the mood of a day's week, or empty cells but on the first counted day of the week."""
    if mood is None:
        return [None] * len(OF_MOOD)
    return [monday_of(day).isoformat(), mood.n, mood.n_before, mood.change, mood.low, mood.high]


def column_names() -> list[str]:
    """Return names as in the JSON of the same figures, such as “response.first.wall.n”."""
    return [name for name, _ in flattened(figures_of([]).as_json() | {"decisions": dict.fromkeys(DECISIONS, 0)})]


def row_values(figures: Figures) -> list[object]:
    """Return the values of a line, with empty cells for unknown figures."""
    said = figures.as_json()
    # Every kind has its column, so that all lines are equally long.
    counted = {kind: said["decisions"].get(kind, 0) for kind in DECISIONS}
    return [value for _, value in flattened(said | {"decisions": counted})]


def flattened(nested: dict[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in nested.items():
        if isinstance(value, dict):
            yield from flattened(value, f"{above}{name}.")
        else:
            yield above + name, value
