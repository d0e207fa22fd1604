from datetime import UTC, timedelta

import pytest

from community.files.values import Wrong, field_conversions
from tests.community.files.reading import NOW

CONVERT = field_conversions(UTC, NOW)


@pytest.mark.parametrize(
    ("field", "said", "expected"),
    [
        ("text", "  as it is \n", "  as it is \n"),
        ("text", "x" * 20_000, "x" * 20_000),
        ("text", 7, "7"),
        ("external_id", 9007199254740993, "9007199254740993"),
        ("external_id", " 1", " 1"),
        ("kind", "Question", "post"),
        ("kind", "answer", "reply"),
        ("kind", "dm", "direct"),
        ("kind", "review", "review"),
        ("kind", "smoke signal", "comment"),
        ("from_staff", "Yes", True),
        ("from_staff", 1, True),
        ("from_staff", False, False),
        ("from_staff", "f", False),
        ("reactions", "-3", -3),
        ("reactions", "+12.0", 12),
        ("reactions", 5.0, 5),
        ("views", 2**63 - 1, 2**63 - 1),
        ("tags", "zip, tent;;boots|zip", ("zip", "tent", "boots", "zip")),
        ("tags", ["zip", 3, ""], ("zip", "3")),
        ("language", "pt-BR", "pt-BR"),
    ],
)
def test_what_sources_say_becomes_a_value(field: str, said: object, expected: object) -> None:
    assert CONVERT[field](said) == expected


@pytest.mark.parametrize(
    ("field", "said", "reason"),
    [
        ("text", "x" * 20_001, "is 20,001 characters long; the limit is 20,000"),
        ("text", "a\0b", "holds a NUL character"),
        ("text", "a\ud800b", "holds half of a character (a lone surrogate)"),
        ("text", ["a"], "is a list, not text"),
        ("text", {"a": 1}, "is an object, not text"),
        ("text", 1.5, "is 1.5, not text"),
        ("text", True, "is True, not text"),
        ("title", "x" * 501, "is 501 characters long; the limit is 500"),
        ("external_id", " \t", "is blank"),
        ("external_id", "x" * 256, "is 256 characters long; the limit is 255"),
        ("author_name", "a\0", "holds a NUL character"),
        ("url", "x" * 2001, "is 2,001 characters long; the limit is 2,000"),
        ("from_staff", "maybe", "is 'maybe', neither yes nor no"),
        ("reactions", 2**31, "is 2147483648, outside -2,147,483,648 to 2,147,483,647"),
        ("reactions", "1e6", "is '1e6', not a whole number"),
        ("reactions", "٣", "is '٣', not a whole number"),
        ("reactions", float("inf"), "is inf, not a whole number"),
        ("reactions", True, "is True, not a whole number"),
        ("reports", -1, "is -1, outside 0 to 2,147,483,647"),
        ("views", 2**63, "is 9223372036854775808, outside 0 to 9,223,372,036,854,775,807"),
        ("posted_at", "1989-12-31", "is '1989-12-31', outside 1990 to 2026-11-16"),
        ("posted_at", "9999-12-31T23:59:59-12:00", "is '9999-12-31T23:59:59-12:00', outside 1990 to 2026-11-16"),
        ("posted_at", "soon", "is 'soon', not a time such as 2026-03-08T06:30:00Z"),
        ("posted_at", "x" * 90, "is 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…, not a time"),
        ("tags", 3, "is 3, not a list of tags"),
        ("tags", ["x"] * 101, "holds 101 tags; the limit is 100"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_reason(field: str, said: object, reason: str) -> None:
    with pytest.raises(Wrong) as wrong:
        CONVERT[field](said)
    assert str(wrong.value).startswith(reason)


def test_a_reason_shows_no_character_that_does_not_print() -> None:
    with pytest.raises(Wrong) as wrong:
        CONVERT["posted_at"]("\x1b[31m\u202e\ud800")
    assert str(wrong.value).isprintable()


def test_the_latest_time_is_given() -> None:
    assert CONVERT["posted_at"](NOW.isoformat()) == NOW
    with pytest.raises(Wrong, match="outside"):
        CONVERT["posted_at"]((NOW + timedelta(seconds=1)).isoformat())
