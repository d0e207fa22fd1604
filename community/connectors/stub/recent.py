"""Recent texts, to avoid repeating one by chance."""

import re
from collections import defaultdict, deque
from math import ceil

WORD = re.compile(r"\w+")
ALIKE = 0.7

Shingles = frozenset[tuple[str, ...]]


class Recent:
    """The last texts, found by some of their three-word shingles."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.said: deque[Shingles] = deque()
        self.first = 0
        self.holders: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)

    def add(self, text: Shingles) -> None:
        number = self.first + len(self.said)
        for shingle in text_signs(text):
            self.holders[shingle].add(number)
        self.said.append(text)
        if len(self.said) > self.size:
            for shingle in text_signs(self.said.popleft()):
                self.holders[shingle].discard(self.first)
            self.first += 1

    def knows(self, text: Shingles) -> bool:
        holders = [self.holders[shingle] for shingle in text_signs(text) if shingle in self.holders]
        return any(are_alike(text, self.said[number - self.first]) for number in set().union(*holders))


def text_signs(text: Shingles) -> list[tuple[str, ...]]:
    """Return the first shingles in sorted order.

    Texts that are alike in seven of ten share at least one of them.
    """
    return sorted(text)[: len(text) - ceil(ALIKE * len(text)) + 1]


def are_alike(one: Shingles, other: Shingles) -> bool:
    # A cheap bound, because texts of different lengths cannot be alike.
    if min(len(one), len(other)) < ALIKE * max(len(one), len(other)):
        return False
    shared = len(one & other)
    return shared >= ALIKE * (len(one) + len(other) - shared)


def text_shingles(text: str) -> Shingles:
    words = WORD.findall(text.casefold())
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset({tuple(words)})
