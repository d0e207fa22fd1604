"""The matcher of the checks, the only file that knows RE2 and the multi-pattern automaton; both take linear time."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import ahocorasick
import re2

MOST_HITS = 5
# A pattern may name a group so, and then only that part is the finding: what stands around it is context.
EVIDENCE = "seen"
LONGEST_PATTERN = 2_000
# Linear time still has a factor, and a program of this size costs at most about 0.3 s on the longest text.
LARGEST_PROGRAM = 3_000
# Larger sets run out of the memory that RE2 allows them.
LARGEST_SET = 10_000
# For a character class: letters and digits of nearly all scripts, in a tenth of the program that \pL takes.
LETTERS = r"a-z0-9\x{c0}-\x{1fff}\x{3040}-\x{d7ff}"


class BadPattern(ValueError):
    """A pattern that cannot be used; its text is the sentence for the form."""


class Key(NamedTuple):
    """One phrase to find in a view: its text between spaces, how many words it has, and whose it is."""

    text: str
    words: int
    number: int


class Phrases:
    """Finds any number of phrases in one pass over words that stand between single spaces."""

    def __init__(self, keys: Sequence[Key]) -> None:
        together: dict[str, list[Key]] = {}
        for key in keys:
            together.setdefault(key.text, []).append(key)
        self._automaton = ahocorasick.Automaton()
        for text, same in together.items():
            self._automaton.add_word(text, tuple(same))
        self._automaton.make_automaton()
        self._empty = not together

    def hits(self, joined: str) -> Iterator[tuple[Key, int]]:
        """Each key that occurs, with the place in `joined` where it begins."""
        if self._empty:
            return
        for last, keys in self._automaton.iter(joined):
            for key in keys:
                yield key, last - len(key.text) + 1


def encodable(text: str) -> str:
    """The text with lone surrogates replaced one for one, because RE2 reads UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def compiled(pattern: str) -> re2._Regexp:
    if len(pattern) > LONGEST_PATTERN:
        raise BadPattern(f"The pattern {pattern[:40]}… is too long: {LONGEST_PATTERN} characters are the most.")
    try:
        program = re2.compile(encodable(pattern), options())
    except re2.error as error:
        said = error.args[0]
        reason = (said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)).split(": ")[0]
        raise BadPattern(f"The pattern {pattern} is not valid: {reason}") from None
    if program.programsize > LARGEST_PROGRAM:
        raise BadPattern(f"The pattern {pattern} is too large: use smaller repetition counts.")
    return program


def options() -> re2.Options:
    chosen = re2.Options()
    chosen.case_sensitive = False
    chosen.log_errors = False
    return chosen


def spans(program: re2._Regexp, text: str) -> Iterator[tuple[int, int]]:
    group = program.groupindex.get(EVIDENCE, 0)
    for match in program.finditer(text):
        start, end = match.span(group)
        # A group that took no part in the match leaves the whole of it as the evidence.
        yield (start, end) if start >= 0 else match.span()


class Finder:
    """One pattern of our own, asked only whether it occurs."""

    def __init__(self, pattern: str) -> None:
        self._set = re2.Set.SearchSet(options())
        self._set.Add(pattern)
        self._set.Compile()

    def occurs(self, text: str) -> bool:
        return self._set.Match(encodable(text)) is not None


class Patterns:
    """Finds RE2 patterns, case-insensitive: sets say which ones occur, then each of those says where."""

    def __init__(self, patterns: Sequence[str], most: int = MOST_HITS) -> None:
        self._programs = [compiled(pattern) for pattern in patterns]
        self._most = most
        self._sets = list(self._grouped(patterns))

    def _grouped(self, patterns: Sequence[str]) -> Iterator[tuple[int, re2.Set]]:
        first = 0
        while first < len(patterns):
            group, size, last = re2.Set.SearchSet(options()), 0, first
            while last < len(patterns) and (last == first or size + self._programs[last].programsize <= LARGEST_SET):
                size += self._programs[last].programsize
                group.Add(encodable(patterns[last]))
                last += 1
            group.Compile()
            yield first, group
            first = last

    def hits(self, text: str) -> Iterator[tuple[int, int, int]]:
        """(index of the pattern, start, end) in characters of the text; at most a few for each pattern."""
        text = encodable(text)
        for first, group in self._sets:
            for index in sorted(group.Match(text) or ()):
                program = self._programs[first + index]
                for start, end in islice(((s, e) for s, e in spans(program, text) if s < e), self._most):
                    yield first + index, start, end

    def match_nothing(self) -> bool:
        """Whether one of them finds a place without a character, which every text has."""
        found = (match.span() for program in self._programs for text in ("", "a b") for match in program.finditer(text))
        return any(start == end for start, end in found)
