"""A health page's figures as CSV, one line for each day and channel."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from community.models import Channel
from community.spreadsheet import Echo, safe_cell
from moderation.models import Case
from moderation.policy.health import Figures, figures_of

KINDS = tuple(Case.Decision.values)


def csv_lines(rows: Iterator[tuple[date, Channel, Figures]]) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    yield write(["date", "channel", "name", *column_names()])
    for day, channel, figures in rows:
        # Our counts stay numbers. Names could be formulas.
        names = [safe_cell(channel.slug), safe_cell(channel.name)]
        yield write([day.isoformat(), *names, *row_values(figures)])


def column_names() -> list[str]:
    """Return names as in the JSON of the same figures, such as “response.first.wall.n”."""
    return [name for name, _ in flattened(figures_of([]).as_json() | {"decisions": dict.fromkeys(KINDS, 0)})]


def row_values(figures: Figures) -> list[object]:
    """Return the values of a line, with empty cells for unknown figures."""
    said = figures.as_json()
    # Every kind has its column, so that all lines are equally long.
    counted = {kind: said["decisions"].get(kind, 0) for kind in KINDS}
    return [value for _, value in flattened(said | {"decisions": counted})]


def flattened(nested: dict[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in nested.items():
        if isinstance(value, dict):
            yield from flattened(value, f"{above}{name}.")
        else:
            yield above + name, value
