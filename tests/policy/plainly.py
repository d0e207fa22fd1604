"""Judging the slow and plain way: each check looks at each text, and each expression goes over all of it."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from moderation.policy import language
from moderation.policy.checks.passage import Hit, Passage, Unknown, make_passage
from moderation.policy.checks.phrase import key, means, reads, reason, symbols_of
from moderation.policy.checks.phrase import language as language_of
from moderation.policy.checks.shouting import EXCLAIMED, capitals, percent
from moderation.policy.guidelines import RuleSet
from moderation.policy.looks import Seen, finding
from moderation.policy.matching import MOST_HITS, Key
from moderation.policy.questions import ADDRESS, ASKED, INTERROGATIVE, QUOTED_LINE
from moderation.policy.reading import read_text
from moderation.policy.values import Facts, Part, Sentiment

# A word and where it begins and ends in the folded text.
Token = tuple[str, int, int]


def findings(rules: RuleSet, facts: Facts, sentiment: Sentiment | None, tongue: str) -> Seen:
    seen = Seen([], [])
    kinds = dict.fromkeys(rule.kind for guideline in rules.guidelines for rule in guideline.rules)
    for kind, (look, owners) in zip(kinds, rules.looks.each, strict=True):
        patterns = [r.pattern for guideline in rules.guidelines for r in guideline.rules if r.kind == kind]
        hits = {"phrase": phrases, "shouting": shouting}.get(kind, lambda _, passage, look=look: look.hits(passage))
        times: Counter[int] = Counter()
        for part, text in ((Part.TITLE, facts.title), (Part.TEXT, facts.text)):
            passage = make_passage(
                read_text(text), part, 0, facts, sentiment=sentiment, language=tongue, vocabulary=rules.vocabulary
            )
            try:
                for hit in hits(patterns, passage) if text else ():
                    times[hit.number] += 1
                    if times[hit.number] <= MOST_HITS:
                        seen.findings.append(finding(passage, hit, owners[hit.number]))
            except Unknown as missing:
                seen.unknown.append(str(missing))
    seen.findings.sort(key=lambda f: (f.part is Part.TEXT, f.start, f.end, -f.severity))
    return seen


def phrases(patterns: list[str], passage: Passage) -> Iterator[Hit]:
    """In the order in which the words end, the longer first, as one pass over the text meets them."""
    found: set[tuple[int, int, int]] = set()
    taken: Counter[int] = Counter()
    for view in passage.views:
        before = list(found)
        met = [
            (at + len(each.text), at, each)
            for each in keys_of(tuple(patterns))
            for at in places(each.text, view.joined)
        ]
        for _, at, each in sorted(met, key=lambda one: one[:2]):
            place = (each.number, *view.span(at, each.words))
            is_read = reads(language_of(patterns[each.number]), passage.language)
            is_new = not any(place[0] == n and place[1] < e and b < place[2] for n, b, e in before)
            is_meant = means(each, symbols_of(patterns[each.number]), passage.text, *place[1:])
            if is_read and is_new and is_meant and place not in found and taken[each.number] < MOST_HITS:
                found.add(place)
                taken[each.number] += 1
                yield Hit(*place, reason(patterns[each.number], disguised=view.disguised))


@cache
def keys_of(patterns: tuple[str, ...]) -> list[Key]:
    return [key(number, pattern) for number, pattern in enumerate(patterns)]


def places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def shouting(patterns: list[str], passage: Passage) -> Iterator[Hit]:
    words = passage.words
    found = capitals(words.text)
    exclaimed = EXCLAIMED.search(words.text)
    for index, limit in enumerate(map(percent, patterns)):
        if found and found.share >= limit:
            yield Hit(
                index, *words.written(found.start, found.end), f"{found.share} percent of the letters are capitals."
            )
        if exclaimed:
            span = words.written(*exclaimed.span())
            yield Hit(index, *span, f"{len(exclaimed.group())} exclamation marks in a row.")


def prose(text: str) -> str:
    written = language._NOT_PROSE.sub(" ", text[: language.CHARACTERS_CLEANED]).replace("’", "'").lower()
    return " ".join(language._NOT_LETTERS.sub(" ", written).split())[: language.CHARACTERS_READ]


def is_question(text: str) -> bool:
    own = QUOTED_LINE.sub("", text)
    asked = ADDRESS.sub(lambda found: "link" + "?" * found.group().endswith("?"), own)
    has_mark = any(mark in own for mark in "?？؟¿か")
    return bool(has_mark and ASKED.search(asked)) or INTERROGATIVE.occurs(asked if has_mark else own)
