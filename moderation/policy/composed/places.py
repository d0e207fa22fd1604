"""Where words must stand: near others, in quotes, and of whom they are said."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

from moderation.policy.checks.passage import Hit, Passage
from moderation.policy.composed.lists import LISTS
from moderation.policy.composed.targets import is_said_of
from moderation.policy.composed.values import Near, Part, Person
from moderation.policy.frame_words import MARKED, SENTENCE_END
from moderation.policy.quotes import quote_segments
from moderation.policy.reading import Span

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
FIRST = """i i'm i've i'd i'll im me my mine myself we us our ours we're we'll ich mir mich wir uns yo"""
SECOND = """you you're you'll you've your yours yourself u ur ya y'all du dir dich dein ihr tú tu usted vos"""
THIRD = """he she they him her them his their he's she's they're someone somebody er sie él ella ellos"""
PRONOUNS = {
    word: person
    for words, person in ((FIRST, Person.FIRST), (SECOND, Person.SECOND), (THIRD, Person.THIRD))
    for word in words.split()
}
# A pronoun further away speaks of something else.
REACH, BEHIND = 8, 3


class Ground:
    """A passage by its words, for asking where something stands in it."""

    def __init__(self, passage: Passage) -> None:
        self.reading = passage.reading

    @cached_property
    def words(self) -> list[str]:
        return [found.group().lower().replace("’", "'") for found in WORD.finditer(self.reading.text)]

    @cached_property
    def starts(self) -> list[int]:
        return [found.start() for found in WORD.finditer(self.reading.text)]

    @cached_property
    def quotes(self) -> list[Span]:
        marked = [found.span() for found in MARKED.finditer(self.reading.text)]
        return [*marked, *((each.start, each.end) for each in quote_segments(self.reading))]

    def read(self, hit: Hit) -> Span:
        return self.reading.read(hit.start, hit.end)

    def numbers(self, hit: Hit) -> tuple[int, int]:
        """Return the number of the first word of a hit, and of the first one behind it."""
        start, end = self.read(hit)
        first = bisect_right(self.starts, start) - 1 if self.is_inside(start) else bisect_left(self.starts, start)
        return first, bisect_left(self.starts, end)

    def is_inside(self, at: int) -> bool:
        number = bisect_right(self.starts, at) - 1
        return number >= 0 and at < self.starts[number] + len(self.words[number])

    def sentence(self, hit: Hit) -> tuple[str, str]:
        """Return what stands before and behind a hit in its sentence."""
        start, end = self.read(hit)
        text = self.reading.text
        before = SENTENCE_END.split(text[max(0, start - 200) : start])[-1]
        return before, SENTENCE_END.split(text[end : end + 200])[0]


def stands_right(hit: Hit, part: Part, ground: Ground) -> bool:
    """Tell whether a hit stands where its part wants it."""
    if part.quotes and is_quoted(hit, ground) != (part.quotes == "inside"):
        return False
    if part.person and person_of(hit, ground) is not part.person:
        return False
    if part.target and not is_said_of(part.target, *ground.sentence(hit)):
        return False
    return all(is_beside(hit, near, ground) == near.is_wanted for near in part.nears)


def is_quoted(hit: Hit, ground: Ground) -> bool:
    start, end = ground.read(hit)
    return any(begin <= start and end <= past for begin, past in ground.quotes)


def person_of(hit: Hit, ground: Ground) -> Person | None:
    """Return the person of the nearest pronoun in the sentence, one before the words first."""
    first, past = ground.numbers(hit)
    before, behind = ground.sentence(hit)
    reach = min(REACH, len(WORD.findall(before)))
    for word in reversed(ground.words[max(0, first - reach) : first]):
        if word in PRONOUNS:
            return PRONOUNS[word]
    follow = ground.words[first : past + min(BEHIND, len(WORD.findall(behind)))]
    return next((PRONOUNS[word] for word in follow if word in PRONOUNS), None)


def is_beside(hit: Hit, near: Near, ground: Ground) -> bool:
    first, past = ground.numbers(hit)
    # What was found stands before the words it is near to, so these come behind it.
    low = first if near.side == "before" else max(0, first - near.within)
    high = past if near.side == "after" else past + near.within
    wanted = wanted_words(near)
    return wanted.occur(ground.words[low:first]) or wanted.occur(ground.words[past:high])


class WantedWords:
    """Words and phrases to look for among words; a trailing * finds words that begin so."""

    def __init__(self, phrases: Sequence[str]) -> None:
        words = [tuple(each.lower().replace("’", "'").split()) for each in phrases]
        self.single = frozenset(each[0] for each in words if len(each) == 1 and not each[0].endswith("*"))
        self.beginnings = tuple(each[0][:-1] for each in words if len(each) == 1 and each[0].endswith("*"))
        self.longer = [each for each in words if len(each) > 1]

    def occur(self, words: Sequence[str]) -> bool:
        if not self.single.isdisjoint(words):
            return True
        if self.beginnings and any(word.startswith(self.beginnings) for word in words):
            return True
        return any(has_phrase(phrase, words) for phrase in self.longer)


@lru_cache(maxsize=4_096)
def wanted_words(near: Near) -> WantedWords:
    return WantedWords(words_of_near(near))


def words_of_near(near: Near) -> Sequence[str]:
    return LISTS[near.words[0].strip("{}")] if near.words[0].startswith("{") else near.words


def has_phrase(phrase: tuple[str, ...], words: Sequence[str]) -> bool:
    size = len(phrase)
    return any(all(map(is_word, words[at : at + size], phrase)) for at in range(len(words) - size + 1))


def is_word(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
