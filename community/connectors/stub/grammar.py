"""A small grammar for made-up messages.

[one|or another] picks, {slot} fills in, {###} is a number of that length.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

# "zip,pole> text": a fragment for those matters only. Without a mark it fits all of them.
MARK = re.compile(r"([a-z,]+)> ")
INDENT = re.compile(r" {4,}")

Words = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Slot:
    name: str


@dataclass(frozen=True, slots=True)
class Pick:
    options: tuple["Parts", ...]


Parts = tuple[str | Slot | Pick, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject with its questions and the answers of members and staff."""

    key: str
    product: str
    told: tuple[str, ...]
    detail: tuple[str, ...]
    asks: tuple[str, ...]
    peers: tuple[str, ...]
    staff: tuple[str, ...]
    later: tuple[str, ...]
    is_fault: bool = True


@dataclass(frozen=True, slots=True)
class Chat:
    """Small talk: a first message and what others say to it."""

    key: str
    first: tuple[str, ...]
    more: tuple[str, ...]
    replies: tuple[str, ...]


def fragment_lines(block: str) -> tuple[str, ...]:
    """Split a block into fragments, one a line.

    Where a line was continued, its indentation becomes one space.
    """
    return tuple(INDENT.sub(" ", line.strip()) for line in block.strip().splitlines())


def term_words(block: str) -> tuple[str, ...]:
    return tuple(block.split())


def marks_of(fragment: str) -> tuple[str, ...]:
    mark = MARK.match(fragment)
    return tuple(mark[1].split(",")) if mark else ()


def without_marks(fragment: str) -> str:
    mark = MARK.match(fragment)
    return fragment[mark.end() :] if mark else fragment


@cache
def fitting_fragments(pool: tuple[str, ...], matter: str) -> tuple[str, ...]:
    """Return the fragments that fit the matter, without their marks."""
    return tuple(without_marks(fragment) for fragment in pool if not marks_of(fragment) or matter in marks_of(fragment))


def write_template(template: str, random: Random, words: Words, slots: Mapping[str, str]) -> str:
    """Fill in a template, `slots` before `words`."""
    written: list[str] = []
    put_parts(parse_template(template), random, words, slots, written)
    return "".join(written)


def put_parts(parts: Parts, random: Random, words: Words, slots: Mapping[str, str], written: list[str]) -> None:
    for part in parts:
        if isinstance(part, str):
            written.append(part)
        elif isinstance(part, Pick):
            put_parts(random.choice(part.options), random, words, slots, written)
        else:
            written.append(filled_slot(part.name, random, words, slots))


def filled_slot(name: str, random: Random, words: Words, slots: Mapping[str, str]) -> str:
    if name[0] == "#":
        return str(random.randrange(10 ** (len(name) - 1), 10 ** len(name)))
    if name in slots:
        return slots[name]
    word = words[name]
    # A word may hold slots and picks itself.
    return write_template(word if isinstance(word, str) else random.choice(word), random, words, slots)


# The same templates are filled in thousands of times.
@cache
def parse_template(template: str) -> Parts:
    parts, end = parse_until(template, 0, "")
    if end != len(template):
        raise ValueError(f"A bracket is missing in “{template}”.")
    return parts


def parse_until(template: str, at: int, stops: str) -> tuple[Parts, int]:
    parts: list[str | Slot | Pick] = []
    while at < len(template) and template[at] not in stops:
        if template[at] == "[":
            pick, at = parse_pick(template, at + 1)
            parts.append(pick)
        elif template[at] == "{":
            end = template.index("}", at)
            parts.append(Slot(template[at + 1 : end]))
            at = end + 1
        else:
            end = at + 1
            while end < len(template) and template[end] not in "[{" + stops:
                end += 1
            parts.append(template[at:end])
            at = end
    return tuple(parts), at


def parse_pick(template: str, at: int) -> tuple[Pick, int]:
    options = []
    while True:
        option, at = parse_until(template, at, "|]")
        options.append(option)
        if at == len(template):
            raise ValueError(f"A bracket is missing in “{template}”.")
        at += 1
        if template[at - 1] == "]":
            return Pick(tuple(options)), at
