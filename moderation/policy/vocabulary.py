"""The words that a rule set looks for, and the disguises by which each is known."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from moderation.policy.ciphers import SHORTEST, forms_of
from moderation.policy.everyday import EVERYDAY

SHORTEST_STEM = 3
# Halves of a word that stand apart.
SHORTEST_PARTED = 5
WORDS_OF_A_LETTER = frozenset("aiou")
SHORTEST_GLUED = 6
LONGEST, LONGEST_ENDING = 24, 3
# Forms take memory for each word, so that a very large rule set has them for its first words alone.
MOST_WORDS = 4_000
KNOWN, UNKNOWN = 1, 2


class Vocabulary:
    """Words and beginnings of words; `phrases` are words that belong together."""

    def __init__(self, words: Collection[str] = (), stems: Collection[str] = (), phrases: Collection[str] = ()) -> None:
        self.words = frozenset(words)
        self.stems = frozenset(stem for stem in stems if len(stem) >= SHORTEST_STEM)
        self.phrases = frozenset(phrases)

    def knows(self, word: str) -> bool:
        """Tell whether a word is one of these, or begins so."""
        if word in self.words:
            return True
        return any(word[:length] in self.stems for length in range(SHORTEST_STEM, len(word) + 1))

    def recognises(self, word: str) -> bool:
        """Tell whether a word is one of these with a usual ending at most."""
        if word in self.words:
            return True
        shortest = max(SHORTEST_STEM, len(word) - LONGEST_ENDING)
        return any(word[:length] in self.stems for length in range(shortest, len(word) + 1))

    @cached_property
    def forms(self) -> dict[str, str]:
        """The words behind disguised forms that are no words themselves."""
        forms = {"".join(phrase.split()): phrase for phrase in sorted(self.phrases)}
        forms = {form: phrase for form, phrase in forms.items() if len(form) >= SHORTEST_GLUED}
        for word in self.listed:
            for form in forms_of(word):
                if len(form) >= SHORTEST and form not in self.words and form not in EVERYDAY:
                    forms.setdefault(form, word)
        return forms

    @cached_property
    def parted(self) -> dict[tuple[str, str], str]:
        """The words behind two halves of which one is no word."""
        return {
            (word[:at], word[at:]): word
            for word in self.listed
            if len(word) >= SHORTEST and word.isalpha()
            for at in range(1, len(word))
            if self.are_parts(word[:at], word[at:])
        }

    def are_parts(self, first: str, last: str) -> bool:
        """Tell whether two halves stand side by side in no other sense."""
        if len(first) == 1 or len(last) == 1:
            # A letter that is left over belongs to what is no word without it.
            return first not in WORDS_OF_A_LETTER and not self.is_common(max(first, last, key=len))
        if len(first) + len(last) < SHORTEST_PARTED:
            return not (self.is_common(first) or self.is_common(last) or first + last in EVERYDAY)
        return not (self.is_common(first) and self.is_common(last))

    @cached_property
    def listed(self) -> list[str]:
        # Of two words behind one disguise the stem is likelier, such as “fuck” and not “fucc”.
        return sorted(self.words | self.stems, key=lambda word: (word not in self.stems, word))[:MOST_WORDS]

    @cached_property
    def _by_length(self) -> dict[tuple[int, str], list[str]]:
        by_length: dict[tuple[int, str], list[str]] = {}
        for word in self.listed:
            by_length.setdefault((len(word), word[0]), []).append(word)
        return by_length

    def of_length(self, length: int, first: str) -> list[str]:
        """Return the words with this first letter that are so long, or with any."""
        if length <= SHORTEST_STEM:
            return []
        if not first:
            return [word for (size, _), words in self._by_length.items() if size == length for word in words]
        return self._by_length.get((length, first), [])

    def is_common(self, word: str) -> bool:
        return word in EVERYDAY or word in self.words

    def is_tricked(self, words: Sequence[str]) -> bool:
        """Tell whether a disguised form stands among words."""
        return not (self.forms.keys().isdisjoint(words) and self.parted.keys().isdisjoint(pairwise(words)))

    def part(self, letters: str) -> list[str]:
        """Part letters without spaces into words, as few unknown letters as possible among them."""
        costs, lasts = [0], [0]
        for end in range(1, len(letters) + 1):
            best, last = costs[-1] + UNKNOWN, end - 1
            for start in range(max(0, end - LONGEST), end - 1):
                cost = costs[start] + KNOWN
                if cost < best and self.is_part(letters[start:end]):
                    best, last = cost, start
            if letters[end - 1] in "aiu" and costs[end - 1] + KNOWN < best:
                best, last = costs[end - 1] + KNOWN, end - 1
            costs.append(best)
            lasts.append(last)
        return list(self._parts(letters, lasts))[::-1]

    def _parts(self, letters: str, lasts: list[int]) -> Iterator[str]:
        end = len(letters)
        while end:
            yield letters[lasts[end] : end]
            end = lasts[end]

    def is_part(self, word: str) -> bool:
        return word in self.words or word in EVERYDAY or (len(word) >= SHORTEST and word in self.stems)


NO_WORDS = Vocabulary()
