"""The check for repeated texts.

A pattern is "author 2" for one author or "many 5" for others, with how often before.
"""

from collections.abc import Iterable, Iterator, Sequence

from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.matching import BadPattern

WHO = ("author", "many")


def repetition(patterns: Sequence[str]) -> Look:
    limits = [limit(pattern) for pattern in patterns]

    def look(passage: Passage) -> Iterable[Hit]:
        # Nearly all texts are new, which is seen before any limit is compared.
        is_first = not (passage.facts.same_text_by_author or passage.facts.same_text_by_others)
        return () if is_first or not passage.is_whole else hits(passage)

    def hits(passage: Passage) -> Iterator[Hit]:
        by_author, by_others = passage.facts.same_text_by_author, passage.facts.same_text_by_others
        for index, (who, most) in enumerate(limits):
            if who == "author" and by_author >= most:
                yield Hit(index, 0, len(passage.text), f"The same author wrote this {times(by_author)} before.")
            if who == "many" and by_others >= most:
                yield Hit(index, 0, len(passage.text), f"Others wrote the same text {times(by_others)}.")

    return Look(look)


def limit(pattern: str) -> tuple[str, int]:
    who, _, number = pattern.strip().partition(" ")
    if who not in WHO or not number.strip().isdecimal() or int(number) < 1:
        raise BadPattern(f"A repetition is written “author 2” or “many 5”, not “{pattern}”.")
    return who, int(number)


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def repetition_in_words(pattern: str) -> str:
    who, _, number = pattern.partition(" ")
    by = "one author" if who == "author" else "others"
    return f"The same text {number} times before by {by}"
