"""Name the columns that no field takes and that look as if one should."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from community.files.fields import plain_name, time_like
from community.files.paths import MOST_COLUMNS

# Enough to know a column by, of a file that may be long and wide.
RECORDS, SHOWN = 200, 8
# A name alone says little, so a column without any value is not named.
BY_NAME = {
    "an id": re.compile(r"(?:^|_)(?:id|uuid|guid)$"),
    "an author": re.compile(r"(?:^|_)(?:author|user|username|nick|name|sender|from|customer|reviewer|e?mail)$"),
    "a text": re.compile(r"(?:^|_)(?:text|body|message|comment|content|description|review|note|notes)$"),
}
WRITTEN_TIME = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d|$)|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b", re.ASCII)
# A sentence rather than a label or an address.
WORDS = 6


class UnusedColumn(NamedTuple):
    """A column, and what it looks like."""

    name: str
    like: str


@dataclass(slots=True)
class UnusedColumns:
    """The columns that no field takes, with a value of each."""

    names: dict[str, None] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    samples: dict[str, object] = field(default_factory=dict)
    records: int = 0

    @property
    def is_curious(self) -> bool:
        return self.records < RECORDS

    def add_columns(self, names: Iterable[str], used: Iterable[str]) -> None:
        self.used.update(used)
        for name in islice(names, MOST_COLUMNS):
            if len(self.names) < MOST_COLUMNS:
                self.names[name] = None

    def see(self, row: Mapping[str, object]) -> None:
        self.records += 1
        for name in self.names:
            value = row.get(name)
            if name not in self.samples and value not in (None, "") and isinstance(value, str | int | float):
                self.samples[name] = value

    def alike(self) -> Iterator[UnusedColumn]:
        """Yield those that look like a time, an id, an author or a text."""
        for name in self.names:
            if name in self.samples and name not in self.used and (like := _likeness(name, self.samples[name])):
                yield UnusedColumn(_printed(name), like)


def _likeness(name: str, sample: object) -> str:
    if isinstance(sample, bool):
        return ""
    text, plain = str(sample)[:1000], plain_name(name)
    if WRITTEN_TIME.match(text):
        return "a time"
    if like := next((like for like, form in BY_NAME.items() if form.search(plain)), ""):
        return like
    if time_like([name]):
        return "a time"
    return "a text" if len(text.split()) >= WORDS else ""


def sentence_of(columns: Iterable[UnusedColumn]) -> str:
    """Say which columns look like something that is left out."""
    found = list(columns)
    if not found:
        return ""
    said = ", ".join(f"{each.name} (like {each.like})" for each in found[:SHOWN])
    more = f" and {len(found) - SHOWN:,} more" if len(found) > SHOWN else ""
    return f"No field takes {said}{more}."


def _printed(name: str) -> str:
    shown = name if name.isprintable() else ascii(name)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"
