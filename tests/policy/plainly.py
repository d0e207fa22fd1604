"""Judging the slow and plain way: each check looks at each text, and each expression goes over all of it."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from moderation.policy import language
from moderation.policy.checks.passage import Hit, Passage, Unknown
from moderation.policy.checks.phrase import key, reads, reason
from moderation.policy.checks.phrase import language as language_of
from moderation.policy.checks.shouting import EXCLAIMED, capitals, percent
from moderation.policy.folding import DISGUISE, PLAIN, SYMBOLS
from moderation.policy.guidelines import RuleSet
from moderation.policy.looks import Seen, finding
from moderation.policy.matching import MOST_HITS, Key, encoded
from moderation.policy.normalise import LEET, LEET_L, LONG_RUN, SQUEEZES, SUSPECT, View, squeeze, unleet
from moderation.policy.openings import ADDRESS, ASKED, INTERROGATIVE, QUOTED_LINE
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
            passage = Passage(text, encoded(text), part, 0, facts, sentiment, tongue)
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
    for view in normalise(passage.text):
        met = [
            (at + len(each.text), at, each)
            for each in keys_of(tuple(patterns))
            for at in places(each.text, view.joined)
        ]
        for _, at, each in sorted(met, key=lambda one: one[:2]):
            place = (each.number, *view.span(at, each.words))
            is_read = reads(language_of(patterns[each.number]), passage.language)
            if is_read and place not in found and taken[each.number] < MOST_HITS:
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
    found = capitals(passage.text)
    exclaimed = EXCLAIMED.search(passage.text)
    for index, limit in enumerate(map(percent, patterns)):
        if found and found.share >= limit:
            yield Hit(index, found.start, found.end, f"{found.share} percent of the letters are capitals.")
        if exclaimed:
            yield Hit(index, *exclaimed.span(), f"{len(exclaimed.group())} exclamation marks in a row.")


def normalise(text: str) -> list[View]:
    plain, spread = View(text, PLAIN, text.translate(PLAIN)), text.translate(DISGUISE)
    views = [plain, View(text, SYMBOLS, text.translate(SYMBOLS))]
    if SUSPECT.occurs(spread) or (not text.isascii() and " ".join(spread.split()) not in plain.joined):
        at_place = {place: number for number, place in enumerate(tokens(spread))}
        starts = {start: number for (_, start, _), number in at_place.items()}
        ends = {end: number for (_, _, end), number in at_place.items()}
        views += [
            View(text, DISGUISE, spread, [(word, starts[start], ends[end]) for word, start, end in words])
            for words in readings(spread)
        ]
    return list({view.joined: view for view in reversed(views)}.values())[::-1]


def tokens(folded: str) -> list[Token]:
    found, end = [], 0
    for word in folded.split():
        start = folded.index(word, end)
        end = start + len(word)
        found.append((word, start, end))
    return found


def readings(spread: str) -> Iterator[list[Token]]:
    for table in (LEET, LEET_L) if "1" in spread else (LEET,):
        read = [(unleet(word, table), start, end) for word, start, end in tokens(spread)]
        words = join_spread([word for word in read if word[0]])
        stretched = any(LONG_RUN.search(word) for word, _, _ in words)
        for lengths in SQUEEZES if stretched else SQUEEZES[:1]:
            yield [(squeeze(word, lengths), start, end) for word, start, end in words]


def join_spread(words: list[Token]) -> list[Token]:
    joined: list[Token] = []
    run: list[Token] = []
    for word in [*words, ("", 0, 0)]:
        is_letter = len(word[0]) == 1 and word[0].isalpha() and len(f"x{word[0]}".translate(PLAIN).split()) == 1
        # A wider gap than between the first two letters is the space between two spread words.
        is_near = len(run) < 2 or word[1] - run[-1][2] <= run[1][1] - run[0][2]
        if run and not (is_letter and is_near):
            joined += [("".join(letter for letter, _, _ in run), run[0][1], run[-1][2])] if len(run) > 2 else run
            run = []
        (run if is_letter else joined).append(word)
    return joined[:-1]


def prose(text: str) -> str:
    written = language._NOT_PROSE.sub(" ", text[: language.CHARACTERS_CLEANED]).replace("’", "'").lower()
    return " ".join(language._NOT_LETTERS.sub(" ", written).split())[: language.CHARACTERS_READ]


def is_question(text: str) -> bool:
    own = QUOTED_LINE.sub("", text)
    asked = ADDRESS.sub(lambda found: "link" + "?" * found.group().endswith("?"), own)
    has_mark = any(mark in own for mark in "?？؟¿か")
    return bool(has_mark and ASKED.search(asked)) or INTERROGATIVE.occurs(asked if has_mark else own)
