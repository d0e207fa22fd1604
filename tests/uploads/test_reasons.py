"""Reasons of rejects: the same one about different values is one, and a hostile file fills no memory."""

import pytest

from community.records import Reject
from moderation.uploads.reasons import KINDS, OTHER, SHOWN, Reasons


def told(*reasons: str) -> list[tuple[object, object, object]]:
    found = Reasons()
    list(found.watch(Reject.of(line, reason, b"x") for line, reason in enumerate(reasons, start=2)))
    return [(row["reason"], row["count"], row["line"]) for row in found.top()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("posted_at is 'yesterday', not a time such as …", 'posted_at is "mum\'s day", not a time such as …'),
        ("posted_at is 'it\\'s', not a time", "posted_at is 'x', not a time"),
        ("text is 20,001 characters long; the limit is 20,000", "text is 90,000 characters long; the limit is 20,000"),
        ("3 values where the header has 4 (lines 3 to 9)", "5 values where the header has 4 (lines 13 to 19)"),
        ("not JSON: Expecting value at character 7", "not JSON: Expecting value at character 90"),
        ("not readable as UTF-8: byte 0xe9 at position 3", "not readable as UTF-8: byte 0xff at position 1"),
        ("reactions is 'aaaaaaaaaa…, not a whole number", "reactions is 'b', not a whole number"),
    ],
)
def test_a_reason_about_another_value_is_the_same_reason(one: str, other: str) -> None:
    assert told(one, other) == [(one, 2, 2)]


def test_different_reasons_are_told_apart_the_most_frequent_first() -> None:
    assert told("there is no text", "views is 'x', not a whole number", "there is no text") == [
        ("there is no text", 2, 2),
        ("views is 'x', not a whole number", 1, 3),
    ]


def test_a_file_with_a_reason_of_its_own_in_every_line_is_told_in_few() -> None:
    kinds = ["".join(chr(97 + int(digit)) for digit in str(number)) for number in range(3 * KINDS)]
    found = Reasons()
    for line, kind in enumerate(kinds):
        found.add(Reject.of(line, f"the key {kind} is odd", b""))
    assert len(found.found) == KINDS + 1
    assert (found.top()[0]["reason"], found.top()[0]["count"]) == (OTHER, 2 * KINDS)
    assert len(found.top()) == SHOWN
