"""VADER's four numbers for an English text, and the words behind them.

Lexicon, rules, constants and order of additions are vaderSentiment's, oddities included. The tests compare with
`reference_scorer()`.
"""

import math
import re
import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from heapq import heappop, heappush, nlargest
from itertools import islice

from vaderSentiment.vaderSentiment import (
    B_DECR,
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from moderation.policy.sentiment.engine import Engine, Own
from moderation.policy.values import Sentiment, Word

# Positions and valences of what is no single word, with the words that it is made of.
Turns = Callable[[list[str]], Iterable[tuple[int, float, str]]]

NAME = "vader-3.3.2"
# The package's own bounds, between which a text is neutral.
NEUTRAL = 0.05
CHARACTERS_SCORED = 5_000
EMOJI_SCORED = 200
WORDS_KEPT = 40

_CAPITALS: float = C_INCR
_TURNED: float = N_SCALAR
BOOSTERS: dict[str, float] = BOOSTER_DICT
NEGATIONS = frozenset(NEGATE)
# The package looks up two or three words at a time, so its single "badass" is never met.
IDIOMS = {tuple(phrase.split()): valence for phrase, valence in SPECIAL_CASES.items() if " " in phrase}
_BOOSTER_PAIRS = frozenset(tuple(phrase.split()) for phrase in BOOSTER_DICT if " " in phrase)
# Each phrase above holds one of these. A term among words without them and without "n't" is moved only by its capitals
# and by a mover among the three words before it, which is quickly seen.
_SIGNS = frozenset({"shit", "bomb", "ass", "stop", "right", "death", "die", "heart", "kind", "sort", "enough"})
_NOT_PLAIN = _SIGNS | {"no", "least"}
_MOVERS = frozenset(BOOSTERS) | NEGATIONS | {"this"}
_ALPHA = 15
# All emoji lie in here, and letters, accents and curly quotes do not; an exact class of 1,212 is 50 times slower.
_PERHAPS_EMOJI = re.compile("[©®\u203c-\U0001faff]")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Valences of lower-case terms, and single-character emoji in words."""

    valences: dict[str, float]
    emoji: dict[str, str]


@dataclass
class _Reading:
    """A text as VADER sees it.

    `tokens` are as they stand, and `lower` the words in them in lower case.
    """

    tokens: list[str]
    lower: list[str]
    is_contracted: bool

    @cached_property
    def some_capitals(self) -> bool:
        return 0 < sum(map(str.isupper, self.tokens)) < len(self.tokens)


@cache
def _load_analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


@cache
def load_lexicon() -> Lexicon:
    """Load the package's terms and emoji once per process (about 20 ms)."""
    # The package looks at one character at a time, so it never meets its emoji of several.
    emoji = {key: words for key, words in _load_analyzer().emojis.items() if len(key) == 1}
    return Lexicon(_load_analyzer().lexicon, emoji)


def reference_scorer() -> Callable[[str], dict[str, float]]:
    """Return the package's own scorer, for tests and figures.

    It takes minutes on a text of glued emoji.
    """
    scores: Callable[[str], dict[str, float]] = _load_analyzer().polarity_scores
    return scores


def scored_prefix(text: str) -> tuple[str, bool]:
    """Return the part of a text that is scored, and whether that cut it.

    It has 5,000 characters at most, and ends before the 201st emoji.
    """
    head = text[:CHARACTERS_SCORED]
    if len(head) > EMOJI_SCORED and not head.isascii():
        known = load_lexicon().emoji
        emoji = (match.start() for match in _PERHAPS_EMOJI.finditer(head) if match[0] in known)
        head = head[: next(islice(emoji, EMOJI_SCORED, None), None)]
    return head, len(head) < len(text)


def score_text(text: str) -> Sentiment:
    """Score the prefix of a text as the package does.

    The words are the terms that moved the numbers, with their final valence.
    """
    return score_with(load_lexicon(), text)


def score_with(lexicon: Lexicon, text: str, turns: Turns | None = None) -> Sentiment:
    """Score the prefix of a text by a lexicon.

    `turns` may blank words of the list that it gets, and yields what counts beside the single terms.
    """
    head, cut = scored_prefix(text)
    head = _emoji_in_words(head, lexicon.emoji)
    tokens = head.split()
    lower = _lower_case(head, tokens)
    further = list(turns(lower)) if turns else []
    terms = [i for i, word in enumerate(lower) if word in lexicon.valences]
    if not (terms or further):
        return Sentiment(0.0, 1.0 if tokens else 0.0, 0.0, 0.0, (), cut)
    reading = _Reading(tokens, lower, "n't" in head.lower())
    positions, valences = _term_valences(reading, terms, lexicon.valences)
    names = [_bare(tokens[i]) for i in positions]
    for position, valence, name in further:
        positions.append(position)
        valences.append(valence)
        names.append(name)
    if "but" in lower:
        _weigh_around_but(positions, valences, lower.index("but"))
    words = list(map(Word, names, valences))
    return Sentiment(*_numbers(valences, len(tokens), _emphasis(head)), _strongest(words), cut)


def _emoji_in_words(text: str, known: dict[str, str]) -> str:
    if text.isascii():
        return text
    # The package adds this space only where none is yet; tokens and counts are the same.
    return _PERHAPS_EMOJI.sub(lambda found: " " + known[found[0]] if found[0] in known else found[0], text)


def _lower_case(text: str, tokens: list[str]) -> list[str]:
    """Return the words of a text in lower case, one for each token."""
    if text.isascii():
        # The case of a whole text is changed at once; beyond ASCII that may also change its length.
        return [token if token.isalpha() else _bare(token) for token in text.lower().split()]
    return [_bare(token).lower() for token in tokens]


def _bare(token: str) -> str:
    bare = token.strip(string.punctuation)
    # Two characters or fewer between punctuation are taken for an emoticon and stay whole.
    return bare if len(bare) > 2 else token


def _term_valences(reading: _Reading, terms: list[int], known: dict[str, float]) -> tuple[list[int], list[float]]:
    """Return the positions of the terms that count, and their valences.

    Positions are in order, and no valence is zero.
    """
    lower, positions, valences = reading.lower, [], []
    for i in terms:
        valence = _term_valence(reading, i, known) if _may_be_moved(reading, i) else known[lower[i]]
        if valence:
            positions.append(i)
            valences.append(valence)
    return positions, valences


def _may_be_moved(reading: _Reading, i: int) -> bool:
    """Tell whether a rule could change the valence of the term at `i`."""
    # No rule looks further back than three words, or ahead than two.
    lower, first = reading.lower, max(i - 3, 0)
    before = lower[first:i]
    return (
        not _MOVERS.isdisjoint(before)
        or not _NOT_PLAIN.isdisjoint(lower[first : i + 3])
        or reading.tokens[i].isupper()
        or (reading.is_contracted and "n't" in " ".join(before))
    )


def _term_valence(reading: _Reading, i: int, known: dict[str, float]) -> float:
    lower = reading.lower
    if lower[i] == "kind" and lower[i + 1 : i + 2] == ["of"]:
        return 0.0
    valence = _after_no(lower, i, known)
    valence += _capitals(reading, i, valence)
    if i > 0:
        valence += _boost(reading, i - 1, valence)
        valence *= _first_before(lower[i - 1])
    if i > 1:
        valence += _boost(reading, i - 2, valence) * 0.95
        valence *= _second_before(lower[i - 2], lower[i - 1])
    # No mover has a valence of its own; a word here that has one keeps the package from looking at the two after it.
    if i > 2 and lower[i - 3] not in known:
        valence += _boost(reading, i - 3, valence) * 0.9
        valence *= _third_before(lower[i - 3], lower[i - 2], lower[i - 1])
        valence = _in_phrases(lower, i, valence)
    return valence * _TURNED if _is_after_least(lower, i) else valence


def _capitals(reading: _Reading, i: int, valence: float) -> float:
    """Return the change of a valence by a word in capitals.

    It is zero when all words are in capitals.
    """
    if not (reading.tokens[i].isupper() and reading.some_capitals):
        return 0.0
    # The package takes zero for negative here.
    return _CAPITALS if valence > 0 else -_CAPITALS


def _after_no(lower: list[str], i: int, known: dict[str, float]) -> float:
    """Return a term's own valence, turned by a "no" up to three words before it."""
    before = lower[max(i - 3, 0) : i]
    if "no" in before[-2:] or (len(before) == 3 and before[0] == "no" and before[2] in ("or", "nor")):
        return known[lower[i]] * _TURNED
    # A "no" before a term has no valence of its own and only turns that term.
    if lower[i] == "no" and i + 1 < len(lower) and lower[i + 1] in known:
        return 0.0
    return known[lower[i]]


def _boost(reading: _Reading, i: int, valence: float) -> float:
    boost = BOOSTERS.get(reading.lower[i], 0.0)
    if not boost:
        return 0.0
    return (-boost if valence < 0 else boost) + _capitals(reading, i, valence)


def _negates(word: str) -> bool:
    return word in NEGATIONS or "n't" in word


def _first_before(one: str) -> float:
    """Return the factor of the word before a term."""
    return _TURNED if _negates(one) else 1.0


def _second_before(two: str, one: str) -> float:
    """Return the factor of the word two before a term."""
    if two == "never" and one in ("so", "this"):
        return 1.25
    if two == "without" and one == "doubt":
        return 1.0
    return _TURNED if _negates(two) else 1.0


def _third_before(three: str, two: str, one: str) -> float:
    """Return the factor of the word three before a term."""
    # A "so" just before the term needs no "never", as in the package.
    if (three == "never" and two in ("so", "this")) or one in ("so", "this"):
        return 1.25
    if three == "without" and "doubt" in (two, one):
        return 1.0
    return _TURNED if _negates(three) else 1.0


def _in_phrases(lower: list[str], i: int, valence: float) -> float:
    three, two, one, word = lower[i - 3 : i + 1]
    for phrase in ((one, word), (two, one, word), (two, one), (three, two, one), (three, two)):
        if phrase in IDIOMS:
            valence = IDIOMS[phrase]
            break
    for length in (2, 3):
        valence = IDIOMS.get(tuple(lower[i : i + length]), valence)
    for pair in ((three, two), (two, one)):
        if pair in _BOOSTER_PAIRS:
            valence += B_DECR
    return valence


def _is_after_least(lower: list[str], i: int) -> bool:
    return i > 0 and lower[i - 1] == "least" and (i == 1 or lower[i - 2] not in ("at", "very"))


def _weigh_around_but(positions: list[int], valences: list[float], but: int) -> None:
    """Halve what stands before the first "but" and raise what follows.

    The list is changed in place.
    """
    # At each step the package changes the first of all that now equal the step's own valence, which may be another one.
    equals: dict[float, list[int]] = {}
    for i, valence in enumerate(valences):
        equals.setdefault(valence, []).append(i)
    for valence in valences:
        i = heappop(equals[valence])
        valences[i] = valence * (0.5 if positions[i] < but else 1.5)
        heappush(equals.setdefault(valences[i], []), i)


def _emphasis(text: str) -> float:
    questions = text.count("?")
    marks = min(text.count("!"), 4) * 0.292
    if questions < 2:
        return marks
    return marks + (questions * 0.18 if questions <= 3 else 0.96)


def _numbers(valences: list[float], tokens: int, emphasis: float) -> tuple[float, float, float, float]:
    """Return neg, neu, pos and compound."""
    total = float(sum(valences))
    if total:
        total += emphasis if total > 0 else -emphasis
    compound = total / math.sqrt(total * total + _ALPHA)
    positive = negative = 0.0
    for valence in valences:
        if valence > 0:
            # A neutral token counts one, so a term counts one more than its valence.
            positive += valence + 1
        else:
            negative += 1 - valence
    if positive > negative:
        positive += emphasis
    elif positive < negative:
        negative += emphasis
    neutral = tokens - len(valences)
    whole = positive + negative + neutral
    return round(negative / whole, 3), round(neutral / whole, 3), round(positive / whole, 3), round(compound, 4)


def _strongest(words: list[Word]) -> tuple[Word, ...]:
    if len(words) <= WORDS_KEPT:
        return tuple(words)
    kept = nlargest(WORDS_KEPT, range(len(words)), key=lambda i: abs(words[i].contribution))
    return tuple(words[i] for i in sorted(kept))


def vader_engine(name: str, _own: Own) -> Engine:
    """The package's own judgement, of the text as it was written."""
    return Engine(name, lambda reading: score_text(reading.original), False, -NEUTRAL, NEUTRAL)
