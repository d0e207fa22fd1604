import json
from datetime import UTC, timedelta

import pytest

from community.files.time_form import TimeForm
from community.files.values import Unclear, Wrong, field_conversions
from community.records import RawMessage, Warned
from tests.community.files.reading import NOW, read, read_one, reasons

CONVERT = field_conversions(UTC, NOW)


@pytest.mark.parametrize(
    ("field", "said", "expected"),
    [
        ("text", "  as it is \n", "  as it is \n"),
        ("text", "x" * 4_000_000, "x" * 4_000_000),
        ("text", 7, "7"),
        ("text", "a\0b\ud800c", "a\ufffdb\ufffdc"),
        ("text", "😀", "😀"),
        ("text", '="007 is ""here"""', '007 is "here"'),
        ("text", '="a" and ="b"', '="a" and ="b"'),
        ("text", "'7 of us'", "'7 of us'"),
        ("title", "a\0", "a\ufffd"),
        ("title", "x" * 500, "x" * 500),
        ("author_name", " Otto\udfff ", "Otto\ufffd"),
        ("author_name", '="Otto"', "Otto"),
        ("author_name", "x" * 255, "x" * 255),
        ("external_id", 9007199254740993, "9007199254740993"),
        ("external_id", " 1", "1"),
        ("kind", "Question", "post"),
        ("kind", "answer", "reply"),
        ("kind", "dm", "direct"),
        ("kind", "review", "review"),
        ("kind", "smoke signal", "comment"),
        ("from_staff", "Yes", True),
        ("from_staff", 1, True),
        ("from_staff", 1.0, True),
        ("from_staff", "on", True),
        ("from_staff", "X", True),
        ("from_staff", False, False),
        ("from_staff", "f", False),
        ("internal", "True", True),
        ("from_staff", "Ja", True),
        ("from_staff", "não", False),
        # When it was deleted says that it is.
        ("deleted", "2026-11-16 10:00:00+00", True),
        ("deleted", "f", False),
        ("automated", "off", False),
        ("reactions", "-3", -3),
        ("reactions", "+12.0", 12),
        ("reactions", 5.0, 5),
        ("reactions", "1e6", 1_000_000),
        ("views", 2**63 - 1, 2**63 - 1),
        ("rating", "4/5", 4.0),
        ("verified_email", "otto@mail.example", "otto@mail.example"),
        ("attachments", "https://pictures.example/1.png", ("https://pictures.example/1.png",)),
        ("tags", "zip, tent;;boots|zip", ("zip", "tent", "boots", "zip")),
        ("tags", ["zip", 3, ""], ("zip", "3")),
        ("language", "pt-BR", "pt-BR"),
        ("posted_at", "'2026-11-16", NOW - timedelta(hours=12)),
        ("posted_at", '="16.11.2026 12:00"', NOW),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_sources_say_becomes_a_value(field: str, said: object, expected: object) -> None:
    assert CONVERT[field](said) == expected


def test_every_field_of_a_record_that_a_file_can_say_has_its_conversion() -> None:
    ours = {"warnings", "line", "says_kind"}
    assert CONVERT.keys() == set(RawMessage._fields) - ours


REJECTING = {
    *("external_id", "author_id", "parent_external_id", "thread_external_id", "recipient_id"),
    *("kind", "from_staff", "internal", "deleted", "posted_at", "text"),
}


@pytest.mark.parametrize("field", sorted(CONVERT))
def test_only_a_value_that_the_record_stands_on_rejects_it(field: str) -> None:
    with pytest.raises(Wrong if field in REJECTING else Unclear):
        CONVERT[field]({"no": "value"})


@pytest.mark.parametrize(
    ("field", "said", "reason"),
    [
        ("text", ["a"], "is a list, not text"),
        ("text", {"a": 1}, "is an object, not text"),
        ("text", 1.5, "is 1.5, not text"),
        ("text", True, "is True, not text"),
        ("external_id", " \t", "is blank"),
        ("external_id", "x" * 256, "is 256 characters long; the limit is 255"),
        ("author_id", "x" * 256, "is 256 characters long; the limit is 255"),
        ("from_staff", "maybe", "is 'maybe', neither yes nor no"),
        ("internal", "maybe", "is 'maybe', neither yes nor no"),
        ("deleted", "maybe", "is 'maybe', neither yes nor no"),
        ("deleted", "some day", "is 'some day', not a time such as"),
        ("posted_at", "1989-12-31", "is '1989-12-31', outside 1990 to 2026-11-16"),
        ("posted_at", "1970-01-01T00:00:00Z", "is '1970-01-01T00:00:00Z', outside 1990"),
        ("posted_at", "0000-00-00 00:00:00", "is '0000-00-00 00:00:00', not a time such as"),
        ("posted_at", "9999-12-31T23:59:59-12:00", "is '9999-12-31T23:59:59-12:00', outside 1990 to 2026-11-16"),
        ("posted_at", "soon", "is 'soon', not a time such as 2026-03-08T06:30:00Z"),
        ("posted_at", "x" * 90, "is 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…, not a time"),
        (
            "posted_at",
            "03/04/2026",
            "is '03/04/2026', which can be 3 April 2026 or 4 March 2026; say --date-order day or",
        ),
    ],
)
def test_what_a_record_stands_on_is_refused_with_a_reason(field: str, said: object, reason: str) -> None:
    with pytest.raises(Wrong) as wrong:
        CONVERT[field](said)
    assert str(wrong.value).startswith(reason)


@pytest.mark.parametrize(
    ("field", "said", "reason"),
    [
        ("title", "x" * 501, "is 501 characters long; the limit is 500"),
        ("url", "x" * 2001, "is 2,001 characters long; the limit is 2,000"),
        ("language", "x" * 17, "is 17 characters long; the limit is 16"),
        ("author_name", ["Otto"], "is a list, not text"),
        ("reactions", 2**31, "is 2147483648, outside -2,147,483,648 to 2,147,483,647"),
        ("reactions", "٣", "is '٣', not a whole number"),
        ("reactions", float("inf"), "is inf, not a whole number"),
        ("reactions", True, "is True, not a whole number"),
        ("reports", -1, "is -1, outside 0 to 2,147,483,647"),
        ("views", 2**63, "is 9223372036854775808, outside 0 to 9,223,372,036,854,775,807"),
        ("edited_at", "yes", "is 'yes', not a time such as 2026-03-08T06:30:00Z"),
        ("edited_at", "1989-12-31", "is '1989-12-31', outside 1990 to 2026-11-16"),
        ("edited_at", "03/04/2026", "is '03/04/2026', which can be"),
        ("automated", "maybe", "is 'maybe', neither yes nor no"),
        ("is_guest", "maybe", "is 'maybe', neither yes nor no"),
        ("tags", 3, "is 3, not a list of tags"),
        ("tags", ["x"] * 101, "holds 101 tags; the limit is 100"),
        ("tags", ["x" * 256], "is 256 characters long; the limit is 255"),
        ("rating", "good", "is 'good', not a rating such as 4 or 4/5"),
        ("verified_email", "otto", "is 'otto', not an address such as otto@mail.example"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_a_record_can_do_without_is_unknown_with_a_reason(field: str, said: object, reason: str) -> None:
    with pytest.raises(Unclear) as unclear:
        CONVERT[field](said)
    assert str(unclear.value) == reason or (reason.endswith("can be") and str(unclear.value).startswith(reason))
    assert unclear.value.instead is None


def test_a_name_is_cut_at_what_can_be_stored() -> None:
    with pytest.raises(Unclear, match="is 300 characters long and cut at 255") as unclear:
        CONVERT["author_name"]("x" * 300)
    assert unclear.value.instead == "x" * 254 + "…"


def test_one_bad_value_costs_only_itself() -> None:
    said = {
        "score": "57 likes",
        "view_count": "1.5",
        "edited_at": "yes",
        "url": "x" * 2001,
        "title": "x" * 501,
        "author": "x" * 300,
        "reports": 3,
    }
    record = read_one(json.dumps({"id": 1, "text": "I will sue you"} | said))
    assert (record.reactions, record.views, record.edited_at, record.url, record.title) == (None, None, None, "", "")
    assert (record.text, record.reports, record.author_name) == ("I will sue you", 3, "x" * 254 + "…")
    assert record.warnings == (
        Warned("author_name", "is 300 characters long and cut at 255"),
        Warned("edited_at", "is 'yes', not a time such as 2026-03-08T06:30:00Z"),
        Warned("title", "is 501 characters long; the limit is 500"),
        Warned("reactions", "is '57 likes', not a whole number"),
        Warned("views", "is '1.5', not a whole number"),
        Warned("url", "is 2,001 characters long; the limit is 2,000"),
    )


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("created_at", "posted_at is 'maybe', not a time such as 2026-03-08T06:30:00Z"),
        ("is_staff", "from_staff is 'maybe', neither yes nor no"),
        ("is_deleted", "deleted is 'maybe', neither yes nor no"),
    ],
)
def test_a_value_that_a_record_stands_on_costs_the_record(field: str, reason: str) -> None:
    assert reasons(read(json.dumps({"id": 1, "text": "x", field: "maybe"}))) == [reason]


def test_a_reason_shows_no_character_that_does_not_print() -> None:
    with pytest.raises(Wrong) as wrong:
        CONVERT["posted_at"]("\x1b[31m\u202e\ud800")
    assert str(wrong.value).isprintable()


def test_the_latest_time_is_given() -> None:
    assert CONVERT["posted_at"](NOW.isoformat()) == NOW
    with pytest.raises(Wrong, match="outside"):
        CONVERT["posted_at"]((NOW + timedelta(seconds=1)).isoformat())


def test_each_column_of_times_has_its_form() -> None:
    convert = field_conversions(UTC, NOW, {"posted_at": TimeForm("day"), "edited_at": TimeForm("month", zone="CET")})
    assert str(convert["posted_at"]("03/04/2026")) == "2026-04-03 00:00:00+00:00"
    assert str(convert["edited_at"]("03/04/2026")) == "2026-03-03 23:00:00+00:00"
