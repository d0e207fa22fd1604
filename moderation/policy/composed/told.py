"""Composed rules in words, their inner rules, and what they weigh."""

from collections.abc import Callable, Iterator, Mapping

from moderation.policy.composed.facts import fact_in_words
from moderation.policy.composed.line import items_of, read_line
from moderation.policy.composed.values import Fact, Group, Join, Near, Part, Person, Target
from moderation.policy.matching import BadPattern
from moderation.policy.values import Rule

HEADS = {Join.ALL: "all of this", Join.ANY: "any of this", Join.NONE: "none of this"}
PERSONS = {
    Person.FIRST: "said by the author of themselves",
    Person.SECOND: "said to whoever reads it",
    Person.THIRD: "said of somebody else",
}
TARGETS = {
    Target.YOU: "said of “you”",
    Target.STAFF: "said of our staff",
    Target.MEMBER: "said of a member",
    Target.NAME: "said of somebody by name",
    Target.GROUP: "said of a group of people",
    Target.THING: "said of a thing",
}
QUOTES = {"inside": "inside quotes", "outside": "outside quotes"}
SIDES = {"": "within {} words of", "before": "within {} words before", "after": "within {} words after"}
# A condition on a place costs as much as a few phrases.
OF_PLACE = 0.25


def composed_in_words(line: str) -> str:
    """Write a composed rule as a sentence; one that cannot be read any more stays as it is."""
    try:
        group = read_line(line)
    except BadPattern:
        return line
    told = group_in_words(group)
    return f"{told[:1].upper()}{told[1:]}{'. Its severity follows what speaks for it' if group.is_weighed else ''}"


def group_in_words(group: Group) -> str:
    head = f"at least {group.least} of this" if group.join is Join.LEAST else HEADS[group.join]
    return f"{head}: {'; '.join(map(item_in_words, group.items))}"


def item_in_words(item: Part | Fact | Group) -> str:
    if isinstance(item, Group):
        return f"({group_in_words(item)})"
    if isinstance(item, Fact):
        return fact_in_words(item)
    places = [near_in_words(near) for near in item.nears]
    places += [QUOTES[item.quotes]] if item.quotes else []
    places += [PERSONS[item.person]] if item.person else []
    places += [TARGETS[item.target]] if item.target else []
    strong = " (strong)" if item.is_strong else ""
    return ", ".join([f"{check_in_words(item)}{strong}", *places])


def check_in_words(part: Part) -> str:
    kind, patterns = part.rules[0].kind, [rule.pattern for rule in part.rules]
    if kind == "phrase":
        return f"it says {' or '.join(f'“{pattern}”' for pattern in patterns)}"
    if kind == "pattern":
        return f"it matches {patterns[0]}"
    return f"the check {' '.join([kind, *patterns]).strip()} finds something"


def near_in_words(near: Near) -> str:
    named = near.words[0].startswith("{")
    words = near.words[0].strip("{}") if named else " or ".join(f"“{word}”" for word in near.words)
    where = SIDES[near.side].format(near.within)
    return f"{'' if near.is_wanted else 'not '}{where} {words}"


def inner_rules(rule: Rule) -> Iterator[Rule]:
    """Yield the rules of the checks that a rule looks with: its parts', or itself."""
    if rule.kind != "composed":
        yield rule
        return
    try:
        group = read_line(rule.pattern)
    except BadPattern:
        return
    for part in group.parts:
        yield from part.rules


def weight_of_composed(line: str, weigh: Mapping[str, Callable[[str], float]]) -> float:
    """Return the weight of a rule by its parts'.

    Raises BadPattern.
    """
    group = read_line(line)
    rules = (rule for part in group.parts for rule in part.rules)
    # What no check knows has no weight, and cannot be saved.
    of_checks = sum(weigh[rule.kind](rule.pattern) for rule in rules if rule.kind in weigh)
    places = sum(len(part.nears) + bool(part.person) + bool(part.target) for part in group.parts)
    return of_checks + OF_PLACE * (places + len(items_of(group)))
