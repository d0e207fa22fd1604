"""The facts that a composed rule may ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from moderation.policy.composed.kleene import Known
from moderation.policy.composed.values import Fact
from moderation.policy.values import Facts

RELATIONS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": lambda value, limit: value >= limit,
    "<=": lambda value, limit: value <= limit,
    "<": lambda value, limit: value < limit,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact by how it is read and written.

    `read` returns a number, a word or a switch, or None where nobody knows. `words` is what a sentence says, and
    `missing` what is said to be unknown.
    """

    read: Callable[[Facts, str], float | str | bool | None]
    words: str
    missing: str = ""


RECORD, SINCE = "the author’s record", "since when the author writes"
FACTS: Mapping[str, Asked] = {
    "kind": Asked(lambda facts, _: facts.kind, "the message is a {}"),
    "channel": Asked(lambda facts, _: facts.channel or None, "it stands in {}", "the channel"),
    "language": Asked(lambda _, language: language or None, "it is written in {}", "the language"),
    "private": Asked(lambda facts, _: facts.is_private, "it is private"),
    "answered": Asked(lambda facts, _: facts.after_answer, "we answered this person before"),
    "reports": Asked(lambda facts, _: facts.reports, "members reported it {} times", "member reports"),
    "rating": Asked(lambda facts, _: facts.rating, "its rating is {}", "the rating"),
    "views": Asked(lambda facts, _: facts.views, "its views are {}", "views"),
    "against": Asked(lambda facts, _: facts.author_against, "decisions against its author are {}", RECORD),
    "kept": Asked(lambda facts, _: facts.author_kept, "texts of its author that were kept are {}", RECORD),
    "member days": Asked(lambda facts, _: facts.member_days, "its author has written here for {} days", SINCE),
    "repeated": Asked(lambda facts, _: facts.same_text_by_author, "the same author wrote it before, {} times"),
    "repeated by others": Asked(lambda facts, _: facts.same_text_by_others, "others wrote it before, {} times"),
}
SWITCHES = frozenset({"private", "answered"})
OF_WORDS = frozenset({"kind", "channel", "language"})


def holds(fact: Fact, facts: Facts, language: str) -> Known:
    """Tell whether a fact is as wanted, or None where nobody knows it."""
    value = FACTS[fact.name].read(facts, language)
    if value is None:
        return None
    if isinstance(value, bool):
        return value
    if isinstance(fact.wanted, tuple):
        return str(value).lower() in fact.wanted
    return RELATIONS[fact.relation](float(value), fact.wanted)


def fact_in_words(fact: Fact) -> str:
    words = FACTS[fact.name].words
    if isinstance(fact.wanted, tuple):
        return words.format(" or ".join(fact.wanted))
    how = {">=": "{} or more", "<=": "{} or less", "<": "fewer than {}"}.get(fact.relation, "{}")
    return words.format(how.format(fact.wanted))
