"""Names of columns, and the field that each is taken for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from community.files.date_words import folded
from community.files.lines import Unreadable
from community.files.paths import LONGEST_NAME
from community.files.time_zones import name_without_zone
from community.files.usual_names import (
    AMONG_FOREIGN,
    CLOCKS,
    DATES,
    FOREIGN_NAMES,
    PLACES,
    TOLD_BY,
    USUAL_NAMES,
)

# Fields that --map can name besides. `channel` is named by an option of its own.
OTHER_FIELDS = ("is_guest", "verified_email", "recipient_id")
FOREIGN = frozenset(name for names in FOREIGN_NAMES.values() for name in names)
RECOGNISED = frozenset(name for names in USUAL_NAMES.values() for name in names) | FOREIGN
LIKE_A_TIME = re.compile(r"date|time|datum|zeit|fecha|created|updated|posted|sent|when|_at$|^at$|_utc$")
SCORE = "score"
REVIEWED = re.compile(r"review|helpful|^asin$")
# Signs of an expression, so that a column which has one in its name is not guessed to be in one.
SIGNS = frozenset("|+#!:")


def plain_name(name: str) -> str:
    """Normalise a column's name for comparison.

    "Author ID", "authorId" and "author-id" all become author_id.
    """
    # A name may be millions of characters long.
    if len(name) > LONGEST_NAME:
        return name
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"[\W_]+", "_", name).strip("_").lower()


@lru_cache(maxsize=4_096)
def known_name(name: str) -> str:
    """Normalise a column's name for the table of names, without accents and without the zone of a time."""
    plain = plain_name(name)
    if plain in RECOGNISED or len(name) > LONGEST_NAME:
        return plain
    without = plain_name(name_without_zone(name))
    return folded(without if without != plain and is_time_name(without) else plain).replace("ł", "l").replace("ı", "i")


def is_time_name(plain: str) -> bool:
    return any(folded(plain) in names["posted_at"] for names in (USUAL_NAMES, FOREIGN_NAMES))


def usual_columns(names: tuple[str, ...]) -> dict[str, str]:
    """Return the column or the expression of each field that is known by its usual name."""
    # Reversed, so that of two names that look the same the first column wins.
    known = {known_name(name): name for name in reversed(names)}
    found = {}
    for field, usual in _names_here(known):
        if column := next((known[name] for name in usual if name in known), ""):
            found[field] = column
    return found | dict(_told_by(found, known)) | dict(_beside(found, known))


def _names_here(known: Mapping[str, str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the names of each field, as far as those beside them settle what they mean."""
    is_foreign = not known.keys().isdisjoint(FOREIGN)
    are_reviews = any(map(REVIEWED.search, known))
    for field, usual in USUAL_NAMES.items():
        among = AMONG_FOREIGN.get(field, ()) if is_foreign else ()
        # Of reviews the score is their stars.
        score = (SCORE,) if are_reviews and field == "rating" else ()
        names = (*usual, *FOREIGN_NAMES.get(field, ()), *among, *score)
        yield field, [name for name in names if name != SCORE] if are_reviews and field == "reactions" else names


def _told_by(found: Mapping[str, str], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is told by columns that say more than yes or no."""
    for field, told in TOLD_BY.items():
        column = next((known[name] for name in told if name in known), "")
        if field not in found and column and SIGNS.isdisjoint(column):
            yield field, told[known_name(column)].format(column)


def _beside(found: Mapping[str, str], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a column means beside another."""
    date, place = found.get("posted_at", ""), next((known[name] for name in PLACES if name in known), "")
    clock = next((known[name] for name in CLOCKS if name in known), "")
    if clock and known_name(date) in DATES and SIGNS.isdisjoint(date + clock):
        yield "posted_at", f"{date}+{clock}"
    if place and "thread_external_id" not in found and found.get("external_id") != place:
        yield "thread_external_id", place


def count_recognised(cells: Iterable[str]) -> int:
    return sum(known_name(cell) in RECOGNISED for cell in cells)


def time_like(names: Iterable[str]) -> list[str]:
    """Return the names that look as if a time stood there."""
    return [name for name in names if LIKE_A_TIME.search(plain_name(name))]


def parse_mapping(said: Iterable[str]) -> dict[str, str]:
    """Parse the --map options by field.

    Raises Unreadable for an option that maps nothing.
    """
    mapped: dict[str, str] = {}
    for pair in said:
        name, equals, column = pair.partition("=")
        if not (equals and column):
            raise Unreadable(f"--map {pair} is not of the form field=column.")
        if name not in (*USUAL_NAMES, *OTHER_FIELDS):
            raise Unreadable(f"--map {pair}: there is no field {name}; the fields are {list_columns(USUAL_NAMES)}.")
        if name in mapped:
            raise Unreadable(f"--map names a column for {name} twice.")
        mapped[name] = column
    return mapped


def list_columns(names: Iterable[str]) -> str:
    shown = ", ".join(name if name.isprintable() else ascii(name) for name in names)
    return shown if len(shown) < 300 else f"{shown[:300]}…"
