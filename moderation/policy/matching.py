"""Linear-time matching of phrases and patterns.

This is the only file that knows RE2 and the multi-pattern automaton.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeAlias

import ahocorasick
import re2

MOST_HITS = 5
# A group of this name in a pattern is the finding, and the rest is context.
EVIDENCE = "seen"
LONGEST_PATTERN = 2_000
# Linear time still has a factor. A program of this size takes at most about 0.3 s on the longest text.
LARGEST_PROGRAM = 3_000
# In a larger set patterns of many kinds multiply the states that RE2 goes through, and it runs out of memory for them.
LARGEST_SET = 6_000
MEMORY_OF_A_SET = 16 << 20
# Letters and digits of nearly all scripts, for a character class. It takes a tenth of the program of \pL.
LETTERS = r"a-z0-9\x{c0}-\x{1fff}\x{3040}-\x{d7ff}"


class BadPattern(ValueError):
    """A pattern that cannot be used, with the sentence for the form."""


class Key(NamedTuple):
    """One phrase to find.

    `text` stands between spaces, `words` is how many it has, and `number` is whose it is.
    """

    text: str
    words: int
    number: int


Program: TypeAlias = re2._Regexp


class Phrases:
    """A search for many phrases in one pass over words between single spaces."""

    def __init__(self, keys: Sequence[Key]) -> None:
        together: dict[str, list[Key]] = {}
        for key in keys:
            together.setdefault(key.text, []).append(key)
        self._automaton = ahocorasick.Automaton()
        for number, (text, same) in enumerate(together.items()):
            self._automaton.add_word(text, (number, same))
        self._automaton.make_automaton()
        self._empty = not together

    def occur(self, joined: str) -> bool:
        """Tell whether any phrase occurs."""
        return not self._empty and next(self._automaton.iter(joined), None) is not None

    def hits(self, joined: str, most: int) -> Iterator[tuple[Key, int]]:
        """Yield each key that occurs, with the first `most` places of it."""
        if self._empty:
            return
        times: Counter[int] = Counter()
        for last, (number, keys) in self._automaton.iter(joined):
            times[number] += 1
            if times[number] <= most:
                for key in keys:
                    yield key, last - len(key.text) + 1


def encoded(text: str) -> bytes:
    """Encode a text as RE2 reads it.

    Lone surrogates, which UTF-8 has no place for, are replaced one for one.
    """
    return text.encode("utf-8", "replace")


def encodable(text: str) -> str:
    return text if text.isascii() else encoded(text).decode("utf-8")


# Rule sets share most of their patterns, and a program is never changed.
@lru_cache(maxsize=8_192)
def compiled(pattern: str) -> Program:
    if len(pattern) > LONGEST_PATTERN:
        raise BadPattern(f"The pattern {pattern[:40]}… is too long: {LONGEST_PATTERN} characters are the most.")
    try:
        program = re2.compile(encodable(pattern), options())
    except re2.error as error:
        (said,) = error.args
        reason = (said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)).split(": ")[0]
        raise BadPattern(f"The pattern {pattern} is not valid: {reason}") from None
    if program.programsize > LARGEST_PROGRAM:
        raise BadPattern(f"The pattern {pattern} is too large: use smaller repetition counts.")
    return program


def options(memory: int = re2.Options().max_mem) -> re2.Options:
    chosen = re2.Options()
    chosen.case_sensitive = False
    # The error goes to the form, and RE2 would also print it.
    chosen.log_errors = False
    chosen.max_mem = memory
    return chosen


def spans(program: Program, text: str) -> Iterator[tuple[int, int]]:
    group = program.groupindex.get(EVIDENCE, 0)
    for match in program.finditer(text):
        start, end = match.span(group)
        # Without the group in the match, the whole match is the evidence.
        yield (start, end) if start >= 0 else match.span()


def matches_nothing(program: Program) -> bool:
    """Tell whether a program matches an empty place, which every text has."""
    return any(not match.group() for text in ("", "a b") for match in program.finditer(text))


class Finder:
    """A search for one built-in pattern, which only tells whether it occurs."""

    def __init__(self, pattern: str) -> None:
        self._set = re2.Set.SearchSet(options())
        self._set.Add(pattern)
        self._set.Compile()

    def occurs(self, text: str) -> bool:
        return self.occurs_in(encoded(text))

    def occurs_in(self, encoded_text: bytes) -> bool:
        return self._set.Match(encoded_text) is not None


class Sieve:
    """A search that tells which of many programs find something.

    It takes one pass for as many as fit in a set.
    """

    def __init__(self, programs: Sequence[Program]) -> None:
        self._sets = list(grouped(programs))

    def occurring(self, text: bytes) -> list[int]:
        """Return the indexes of the programs that find something, in order."""
        found: list[int] = []
        for first, group in self._sets:
            # Mostly nothing occurs.
            if indexes := group.Match(text):
                found += [first + index for index in indexes]
        return sorted(found)


def grouped(programs: Sequence[Program]) -> Iterator[tuple[int, re2.Set]]:
    first = 0
    while first < len(programs):
        size, last = 0, first
        # Every program fits, as none is larger than `LARGEST_PROGRAM`.
        while last < len(programs) and size + programs[last].programsize <= LARGEST_SET:
            size += programs[last].programsize
            last += 1
        yield first, compiled_set(tuple(program.pattern for program in programs[first:last]))
        first = last


@lru_cache(maxsize=256)
def compiled_set(patterns: tuple[str, ...]) -> re2.Set:
    compiled_together = re2.Set.SearchSet(options(MEMORY_OF_A_SET))
    for pattern in patterns:
        compiled_together.Add(pattern)
    compiled_together.Compile()
    return compiled_together


class Patterns:
    """A case-insensitive search for RE2 patterns."""

    def __init__(self, patterns: Sequence[str], most: int = MOST_HITS) -> None:
        self.programs = [compiled(pattern) for pattern in patterns]
        self._sieve = Sieve(self.programs)
        self._most = most

    def hits(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield (index of the pattern, start, end) in characters, a few for each pattern."""
        # The sieve tells in one pass which patterns occur, and only those are searched for places.
        for index in self._sieve.occurring(encoded(text)):
            found = ((s, e) for s, e in spans(self.programs[index], encodable(text)) if s < e)
            for start, end in islice(found, self._most):
                yield index, start, end
