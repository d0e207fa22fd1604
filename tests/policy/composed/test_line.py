"""A composed rule is one readable line, and what cannot be read says where."""

import pytest

from moderation.policy.composed.line import MOST_ITEMS, read_line, write_line
from moderation.policy.composed.values import Fact, Group, Join, Near, Part, Person, Target
from moderation.policy.matching import BadPattern
from moderation.policy.values import Rule


def phrase(*patterns: str, **places: object) -> Part:
    return Part(tuple(Rule("phrase", each) for each in patterns), **places)  # type: ignore[arg-type]


READ = {
    "any of: phrase [refund, money back]": Group(Join.ANY, (phrase("refund", "money back"),)),
    "all of: phrase [a]; phrase [b]": Group(Join.ALL, (phrase("a"), phrase("b"))),
    "at least 2 of: phrase [a]; phrase [b]; private": Group(
        Join.LEAST, (phrase("a"), phrase("b"), Fact("private")), least=2
    ),
    "all of: phrase [a]; (none of phrase [b]; email)": Group(
        Join.ALL, (phrase("a"), Group(Join.NONE, (phrase("b"), Part((Rule("email", ""),)))))
    ),
    "all of: phrase [sue] near 3 [you, your] not near 2 {negation} after 5 [will*]": Group(
        Join.ALL,
        (
            phrase(
                "sue",
                nears=(
                    Near(("you", "your"), 3),
                    Near(("{negation}",), 2, is_wanted=False),
                    Near(("will*",), 5, "after"),
                ),
            ),
        ),
    ),
    "all of: phrase [x] outside quotes second person said of you strong": Group(
        Join.ALL,
        (phrase("x", quotes="outside", person=Person.SECOND, target=Target.YOU, is_strong=True),),
    ),
    "all of: pattern `a[0-9]{2,3}, (b|c)`": Group(Join.ALL, (Part((Rule("pattern", "a[0-9]{2,3}, (b|c)"),)),)),
    "all of: link [any]; likeness [abuse 0.5]": Group(
        Join.ALL, (Part((Rule("link", "any"),)), Part((Rule("likeness", "abuse 0.5"),)))
    ),
    "all of: kind = [review, comment]; rating <= 2; member days < 7; repeated by others >= 3": Group(
        Join.ALL,
        (
            Fact("kind", "=", ("review", "comment")),
            Fact("rating", "<=", 2),
            Fact("member days", "<", 7),
            Fact("repeated by others", ">=", 3),
        ),
    ),
    "by evidence, any of: phrase [a] strong": Group(Join.ANY, (phrase("a", is_strong=True),), is_weighed=True),
}


@pytest.mark.parametrize("line", READ)
def test_a_line_is_read(line: str) -> None:
    assert read_line(line) == READ[line]


@pytest.mark.parametrize("line", READ)
def test_what_was_read_is_written_as_it_was(line: str) -> None:
    assert write_line(read_line(line)) == line


def test_capitals_spaces_and_colons_of_groups_change_nothing() -> None:
    typed = "ALL  of :phrase[ a ,b ] ;( Any of: phrase [c] )"
    assert write_line(read_line(typed)) == "all of: phrase [a, b]; (any of phrase [c])"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "to begin with “all of”"),
        ("phrase [a]", "to begin with “all of”, “any of”, “none of” or “at least 2 of” before “phrase [a]”"),
        ("all of phrase [a]", "a “:” before “phrase [a]”"),
        ("all of: phrase", "phrases in square brackets"),
        ("all of: phrase []", "phrases in square brackets"),
        ("all of: phrase [a", "brackets that are closed"),
        ("all of: pattern [a]", "a pattern between `backticks`"),
        ("all of: phrase [a] phrase [b]", "a “;” between two items before “phrase [b]”"),
        ("all of: phrase [a];", "the name of a check or of a fact"),
        ("all of: (phrase [a])", "to begin with"),
        ("all of: (any of phrase [a]", "a “)”"),
        ("all of: (any of (any of phrase [a]))", "one level too deep"),
        ("all of: phrase [a] near [b]", "within how many words"),
        ("all of: phrase [a] near 21 [b]", "a whole number up to 20"),
        ("all of: phrase [a] near 3 b", "words in square brackets"),
        (
            "all of: phrase [a] near 3 {nobody}",
            "There is no list {nobody}; there are {negation}, {third party}, {play}.",
        ),
        ("all of: phrase [a] near 3 [" + ", ".join(map(str, range(61))) + "]", "60 are the most"),
        ("all of: phrase [a] said of god", "a target: you, staff, member, name, group, thing"),
        ("all of: phrase [a] strong strong", "each of its places once"),
        ("all of: phrase [a] in quotes outside quotes", "each of its places once"),
        ("all of: rating = 3", "“>=”, “<=” or “<” after “rating”"),
        ("all of: rating >= many", "a number"),
        ("all of: kind review", "“=” after “kind”"),
        ("all of: kind = review", "the values of “kind” in square brackets"),
        ("at least 3 of: phrase [a]; phrase [b]", "“at least 3 of” needs as many items, and there are 2."),
        ("at least 0 of: phrase [a]", "needs as many items"),
        ("by evidence all of: phrase [a]", "a comma after “by evidence”"),
        ("all of: " + "; ".join(f"phrase [w{n}]" for n in range(MOST_ITEMS + 1)), f"{MOST_ITEMS} are the most"),
    ],
)
def test_what_cannot_be_read_says_what_it_needs(line: str, why: str) -> None:
    with pytest.raises(BadPattern) as wrong:
        read_line(line)
    assert why in str(wrong.value)


@pytest.mark.parametrize(
    "line",
    ["none of: phrase [a]", "all of: (none of phrase [a])", "any of: phrase [a]; (none of phrase [b])"],
)
def test_a_rule_that_holds_where_nothing_is_there_is_refused(line: str) -> None:
    with pytest.raises(BadPattern, match="would find nearly every message"):
        read_line(line)
