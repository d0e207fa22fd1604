"""Read a field from several columns, or from one in another way."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b

from community.files.values import NO, YES

Row = Mapping[str, object]
Evaluate = Callable[[Row], object]
# How the value of a column is had, by the column's name.
Get = Callable[[str], Evaluate]

FLAGS = frozenset({"from_staff", "automated", "internal", "deleted"})
# Texts are joined by lines, everything else by a space.
JOINTS = {"text": "\n", "title": " "}
TIMES = frozenset({"posted_at", "edited_at"})
CLOCK = re.compile(r"\d:\d\d|\dT\d{4}|^\d{10,}$", re.ASCII)
ALTERNATIVES, JOINED, MADE, TURNED, WORDS = "|", "+", "#", "!", ":"


def compile_expression(field: str, said: str, get: Get) -> Evaluate:
    """Return how to evaluate an expression of --map for a field.

    Whoever calls this has seen that there is no column of that very name.
    """
    if is_made(field, said):
        return _made_id([get(name) for name in said[1:].split(JOINED)])
    if ALTERNATIVES in said:
        return _first([compile_expression(field, each, get) for each in said.split(ALTERNATIVES)])
    if field in FLAGS and said.startswith(TURNED):
        return _turned(get(said[1:]))
    if field in FLAGS and WORDS in said:
        column, _, words = said.partition(WORDS)
        return _is_among(get(column), *map(_words, words.partition(TURNED)[::2]))
    if JOINED in said:
        evaluates = [get(name) for name in said.split(JOINED)]
        return _joined_time(evaluates) if field in TIMES else _joined(evaluates, JOINTS.get(field, " "))
    return get(said)


def is_made(field: str, said: str) -> bool:
    """Tell whether an expression makes an id, from columns or fields."""
    return field == "external_id" and said.startswith(MADE)


def named_columns(field: str, said: str) -> Iterator[str]:
    """Yield the names of the columns in an expression."""
    if is_made(field, said):
        yield from said[1:].split(JOINED)
        return
    for each in said.split(ALTERNATIVES):
        column = each
        if field in FLAGS:
            column = each.removeprefix(TURNED).partition(WORDS)[0]
        yield from column.split(JOINED)


def is_said(value: object) -> bool:
    return value is not None and value != ""


def _first(evaluates: list[Evaluate]) -> Evaluate:
    return lambda row: next((value for each in evaluates if is_said(value := each(row))), None)


def _joined(evaluates: list[Evaluate], joint: str) -> Evaluate:
    def join(row: Row) -> object:
        parts = [str(value).strip() for each in evaluates if is_said(value := each(row))]
        return joint.join(parts) if parts else None

    return join


def _joined_time(evaluates: list[Evaluate]) -> Evaluate:
    join = _joined(evaluates, " ")

    def read(row: Row) -> object:
        first = evaluates[0](row)
        # A date that has its time of day needs no other.
        return first if isinstance(first, str) and CLOCK.search(first) else join(row)

    return read


def _made_id(evaluates: list[Evaluate]) -> Evaluate:
    def make(row: Row) -> object:
        values = [each(row) for each in evaluates]
        return hash_of(values) if any(map(is_said, values)) else None

    return make


def hash_of(values: Iterable[object]) -> str:
    """Return an id that is the same whenever the same values come again."""
    # As written, so that an id does not move when a time is read in another zone.
    said = "\x1f".join(str(value).strip() if is_said(value) else "" for value in values)
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _turned(evaluate: Evaluate) -> Evaluate:
    def turn(row: Row) -> object:
        value = evaluate(row)
        word = str(value).strip().lower()
        # What is neither stays as it is, and is refused in the words of its field.
        return word in NO if word in YES or word in NO else value

    return turn


def _words(said: str) -> set[str]:
    return {word.strip().lower() for word in said.split(",") if word.strip()}


def _is_among(evaluate: Evaluate, words: set[str], others: set[str]) -> Evaluate:
    def ask(row: Row) -> object:
        value = evaluate(row)
        word = str(value).strip().lower() if is_said(value) else ""
        # Where both sides are named, any other word says nothing.
        return word in words if word and (word in words or word in others or not others) else None

    return ask
