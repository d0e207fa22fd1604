"""Read a composed rule from its line, and write it back."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from moderation.policy.composed.facts import FACTS, OF_WORDS, SWITCHES
from moderation.policy.composed.lists import LISTS
from moderation.policy.composed.values import Fact, Group, Join, Near, Part, Person, Target
from moderation.policy.matching import BadPattern
from moderation.policy.values import Rule

# Of a line, and of what is looked for beside.
MOST_ITEMS, MOST_NEAR_WORDS, FURTHEST, LONGEST_LINE = 24, 60, 20, 4_000
TOKEN = re.compile(
    r"\s*(?:(?P<list>\[[^\[\]]*\])|(?P<pattern>`[^`]*`)|(?P<named>\{[^{}]*\})|(?P<sign>>=|<=|[<=();:,])|(?P<word>[^\s\[\]`{}<>=();:,]+))"
)
NUMBERS = frozenset(FACTS) - SWITCHES - OF_WORDS
HEADS = {join.value: join for join in Join}
WEIGHED = "by evidence"
SAID: Mapping[str, dict[str, object]] = {
    "in quotes": {"quotes": "inside"},
    "outside quotes": {"quotes": "outside"},
    "strong": {"is_strong": True},
    **{f"{person} person": {"person": person} for person in Person},
}


@lru_cache(maxsize=4_096)
def read_line(line: str) -> Group:
    """Return what a line says.

    Raises BadPattern with a sentence that tells where it cannot be read.
    """
    reader = Reader(line)
    group = reader.group(is_inner=False)
    if not reader.is_done:
        raise reader.wrong("a “;” between two items")
    if len(items_of(group)) > MOST_ITEMS:
        raise BadPattern(f"The rule has {len(items_of(group))} items; {MOST_ITEMS} are the most.")
    if not finds_something(group):
        raise BadPattern("A rule that only says what must not be there would find nearly every message.")
    return group


def items_of(group: Group) -> list[Part | Fact]:
    return [leaf for item in group.items for leaf in (items_of(item) if isinstance(item, Group) else [item])]


def finds_something(item: Part | Fact | Group) -> bool:
    """Tell whether an item holds only where something is there."""
    if not isinstance(item, Group):
        return True
    found = [finds_something(each) for each in item.items]
    return {Join.ALL: any(found), Join.NONE: False}.get(item.join, all(found))


class Reader:
    """The words of a line, and how far they are read."""

    def __init__(self, line: str) -> None:
        self.line, self.at = line, 0

    @property
    def is_done(self) -> bool:
        return not self.line[self.at :].strip()

    def peek(self) -> tuple[str, str]:
        """Return the kind and the text of what comes next, or two blanks at the end."""
        found = TOKEN.match(self.line, self.at)
        if not found:
            if self.is_done:
                return "", ""
            raise self.wrong("brackets that are closed")
        return found.lastgroup or "", found.group(found.lastgroup or 0)

    def take(self) -> tuple[str, str]:
        kind, text = self.peek()
        found = TOKEN.match(self.line, self.at)
        self.at = found.end() if found else len(self.line)
        return kind, text

    def takes(self, *words: str) -> bool:
        """Read on where these words come next."""
        here = self.at
        for word in words:
            if self.take()[1].lower() != word:
                self.at = here
                return False
        return True

    def number(self, what: str, most: int = 1_000_000) -> int:
        kind, text = self.take()
        if kind != "word" or not text.isdecimal() or not text.isascii() or not 0 <= int(text) <= most:
            raise self.wrong(f"{what}, a whole number up to {most:,}")
        return int(text)

    def listed(self, what: str) -> tuple[str, ...]:
        kind, text = self.take()
        words = (
            tuple(filter(None, (" ".join(each.split()) for each in text[1:-1].split(",")))) if kind == "list" else ()
        )
        if not words:
            raise self.wrong(f"{what} in square brackets, as [this, or that]")
        return words

    def wrong(self, wanted: str) -> BadPattern:
        rest = self.line[self.at :].strip()
        before = self.line[: self.at].strip()[-30:]
        where = f"before “{rest[:30]}”" if rest else "at its end"
        return BadPattern(f"The rule needs {wanted}{f', after “{before}”' if before and not rest else ''} {where}.")

    def group(self, *, is_inner: bool) -> Group:
        is_weighed = not is_inner and self.takes(*WEIGHED.split())
        if is_weighed and not self.takes(","):
            raise self.wrong(f"a comma after “{WEIGHED}”")
        join = next((join for words, join in HEADS.items() if self.takes(*words.split())), None)
        if join is None:
            raise self.wrong("to begin with “all of”, “any of”, “none of” or “at least 2 of”")
        least = self.number("how many") if join is Join.LEAST else 0
        if join is Join.LEAST and not self.takes("of"):
            raise self.wrong("“of”")
        if not is_inner and not self.takes(":"):
            raise self.wrong("a “:”")
        if is_inner:
            self.takes(":")
        items = [self.item(is_inner=is_inner)]
        while self.takes(";"):
            items.append(self.item(is_inner=is_inner))
        if join is Join.LEAST and not 1 <= least <= len(items):
            raise BadPattern(f"“at least {least} of” needs as many items, and there are {len(items)}.")
        return Group(join, tuple(items), least, is_weighed)

    def item(self, *, is_inner: bool) -> Part | Fact | Group:
        if not self.takes("("):
            return self.leaf()
        if is_inner:
            raise BadPattern("A group within a group is one level too deep: two are the most.")
        group = self.group(is_inner=True)
        if not self.takes(")"):
            raise self.wrong("a “)”")
        return group

    def leaf(self) -> Part | Fact:
        # The longest name first, because some begin like another.
        for name in sorted(FACTS, key=len, reverse=True):
            if self.takes(*name.split()):
                return self.fact(name)
        kind, word = self.take()
        if kind != "word":
            raise self.wrong("the name of a check or of a fact")
        return self.part(word.lower())

    def fact(self, name: str) -> Fact:
        if name in SWITCHES:
            return Fact(name)
        sign = self.take()[1]
        if name in OF_WORDS:
            if sign != "=":
                raise self.wrong(f"“=” after “{name}”")
            return Fact(name, sign, tuple(word.lower() for word in self.listed(f"the values of “{name}”")))
        if sign not in (">=", "<=", "<"):
            raise self.wrong(f"“>=”, “<=” or “<” after “{name}”")
        return Fact(name, sign, self.number("a number"))

    def part(self, kind: str) -> Part:
        rules = tuple(Rule(kind, pattern) for pattern in self.patterns(kind))
        said: dict[str, object] = {}
        nears: list[Near] = []
        while (step := self.place()) is not None:
            if isinstance(step, Near):
                nears.append(step)
            elif not said.keys().isdisjoint(step):
                raise self.wrong("each of its places once")
            else:
                said |= step
        return Part(rules, tuple(nears), **said)  # type: ignore[arg-type]

    def patterns(self, kind: str) -> Iterator[str]:
        if kind == "phrase":
            yield from self.listed("phrases")
            return
        if kind == "pattern":
            sort, text = self.take()
            if sort != "pattern":
                raise self.wrong("a pattern between `backticks`")
            yield text[1:-1]
            return
        yield " ".join(self.listed(f"what “{kind}” asks for")) if self.peek()[0] == "list" else ""

    def place(self) -> Near | dict[str, object] | None:
        """Read one condition on where the words stand, or nothing where no more come."""
        if self.takes("not", "near"):
            return self.near("", is_wanted=False)
        for word, side in (("near", ""), ("before", "before"), ("after", "after")):
            if self.takes(word):
                return self.near(side)
        for words, said in SAID.items():
            if self.takes(*words.split()):
                return said
        return {"target": self.target()} if self.takes("said", "of") else None

    def target(self) -> Target:
        word = self.take()[1].lower()
        if word not in set(Target):
            raise self.wrong(f"a target: {', '.join(Target)}")
        return Target(word)

    def near(self, side: str, *, is_wanted: bool = True) -> Near:
        within = self.number("within how many words", FURTHEST)
        kind, text = self.peek()
        if kind == "named":
            self.take()
            name = " ".join(text[1:-1].lower().split())
            if name not in LISTS:
                raise BadPattern(
                    f"There is no list {{{name}}}; there are {', '.join(f'{{{each}}}' for each in LISTS)}."
                )
            return Near((f"{{{name}}}",), within, side, is_wanted)
        words = self.listed("words")
        if len(words) > MOST_NEAR_WORDS:
            raise BadPattern(f"{len(words)} words are too many beside others: {MOST_NEAR_WORDS} are the most.")
        return Near(words, within, side, is_wanted)


def write_line(group: Group) -> str:
    """Return the line of a rule, in one way of several in which it may have been typed."""
    inner = "; ".join(write_item(item) for item in group.items)
    return f"{f'{WEIGHED}, ' if group.is_weighed else ''}{write_head(group)}: {inner}"


def write_head(group: Group) -> str:
    return f"at least {group.least} of" if group.join is Join.LEAST else group.join.value


def write_item(item: Part | Fact | Group) -> str:
    if isinstance(item, Group):
        return f"({write_head(item)} {'; '.join(map(write_item, item.items))})"
    if isinstance(item, Fact):
        wanted = f"[{', '.join(item.wanted)}]" if isinstance(item.wanted, tuple) else str(item.wanted)
        return f"{item.name} {item.relation} {wanted}" if item.relation else item.name
    return " ".join([write_check(item), *map(write_near, item.nears), *(write for write in places_of(item) if write)])


def write_check(part: Part) -> str:
    kind, patterns = part.rules[0].kind, [rule.pattern for rule in part.rules]
    if kind == "pattern":
        return f"pattern `{patterns[0]}`"
    return f"{kind} [{', '.join(patterns)}]" if any(patterns) else kind


def write_near(near: Near) -> str:
    word = f"{'' if near.is_wanted else 'not '}{near.side or 'near'}"
    words = near.words[0] if near.words[0].startswith("{") else f"[{', '.join(near.words)}]"
    return f"{word} {near.within} {words}"


PLACES: Mapping[str, Callable[[Part], str]] = {
    "quotes": lambda part: {"inside": "in quotes", "outside": "outside quotes"}.get(part.quotes, ""),
    "person": lambda part: f"{part.person} person" if part.person else "",
    "target": lambda part: f"said of {part.target}" if part.target else "",
    "strong": lambda part: "strong" if part.is_strong else "",
}


def places_of(part: Part) -> list[str]:
    return [write(part) for write in PLACES.values()]
