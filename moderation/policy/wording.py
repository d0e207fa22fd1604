"""The words that rules look for, taken from their phrases and patterns."""

import re
from functools import lru_cache
from itertools import chain

from moderation.policy.checks.phrase import LANGUAGE
from moderation.policy.composed.told import inner_rules
from moderation.policy.normalise import phrase_words
from moderation.policy.values import Rule
from moderation.policy.vocabulary import Vocabulary

# What a pattern says without letters that stand for themselves.
SYNTAX = re.compile(r"\\[pP]\{[^}]*\}|\\.|\(\?(?:P?<\w+>|[a-zA-Z-]*:)|\[(?:\\.|[^\]\\])*\]\??|\{\d+,?\d*\}")
LITERAL = re.compile(r"[a-z]{2,}\??", re.IGNORECASE)
SHORTEST_STEM = 4
MOST_GLUED = 4


# The same rules are compiled again and again, and the words of many take a while.
@lru_cache(maxsize=16)
def vocabulary_of(rules: tuple[Rule, ...]) -> Vocabulary:
    """Return the words of phrases and patterns, for seeing through disguises of them."""
    words: set[str] = set()
    stems: set[str] = set()
    glued: set[str] = set()
    for rule in chain.from_iterable(map(inner_rules, rules)):
        if rule.kind == "phrase":
            plain = LANGUAGE.sub("", rule.pattern).strip()
            some = phrase_words(plain.removesuffix("*"))
            words.update(some)
            stems.update(some[-1:] if plain.endswith("*") else ())
            glued.update([" ".join(some)] if 1 < len(some) <= MOST_GLUED else ())
        elif rule.kind == "pattern":
            literals = set(literals_of(rule.pattern))
            words |= literals
            stems |= {word for word in literals if len(word) >= SHORTEST_STEM}
    return Vocabulary(words, stems, glued)


def literals_of(pattern: str) -> list[str]:
    found = [word.lower() for word in LITERAL.findall(SYNTAX.sub(" ", pattern))]
    # The last letter may be missing.
    return [part for word in found for part in ({word[:-1], word[:-2]} if word.endswith("?") else {word}) if part]
