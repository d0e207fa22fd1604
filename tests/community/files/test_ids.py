import pytest

from community.files.ids import read_id
from community.files.wrong import Wrong
from tests.community.files.reading import read, read_one, reasons

SPREADSHEET = "a spreadsheet made a number of it; save the column as text"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (" 7 ", "7"),
        ("\u00a0abc\t", "abc"),
        ("ABC", "ABC"),
        (7, "7"),
        (0, "0"),
        (-5, "-5"),
        (12.0, "12"),
        (9.007199254740992e15, "9007199254740992"),
        (9007199254740993, "9007199254740993"),
        ("12.0", "12"),
        ("1.0.0", "1.0.0"),
        ("12.5", "12.5"),
        ('="1098765432109876543"', "1098765432109876543"),
        ('="a""b"', 'a"b'),
        ("'1098765432109876544", "1098765432109876544"),
        # Names and hashes.
        ("'tis", "'tis"),
        ("o'1", "o'1"),
        ("1e18", "1e18"),
        ("7e10a", "7e10a"),
        ("2E5", "2E5"),
        ("x" * 255, "x" * 255),
    ],
)
def test_an_id_is_read_as_its_source_means_it(said: object, expected: str) -> None:
    assert read_id(said) == expected


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        *(
            (said, SPREADSHEET)
            for said in ("1.09877E+18", "1,09877E+18", "1.09877e+18", "5E+18", "-1.2E+20", '="1.0E+18"')
        ),
        (1.09877e18, "a number that may be rounded; write the id as text"),
        (9.007199254740994e15, "a number that may be rounded"),
        (float("inf"), "is inf, not text"),
        (12.5, "is 12.5, not text"),
        (True, "is True, not text"),
        (["a"], "is a list, not text"),
        ({"a": 1}, "is an object, not text"),
        (" \t", "is blank"),
        ('="  "', "is blank"),
        ("a\0b", "holds a NUL character"),
        ("a\ud800b", "holds half of a character (a lone surrogate)"),
        ("x" * 256, "is 256 characters long; the limit is 255"),
        (10**5000, "is a number of more than 255 digits"),
        (10**255, "is 256 characters long"),
    ],
    ids=lambda said: str(said)[:30] if not isinstance(said, int) else "number",
)
def test_an_id_that_is_not_certain_is_rejected(said: object, reason: str) -> None:
    with pytest.raises(Wrong) as wrong:
        read_id(said)
    assert reason in str(wrong.value)


@pytest.mark.parametrize("column", ["id", "parent_id", "thread_id", "author_id"])
def test_a_rounded_id_is_rejected_wherever_it_stands(column: str) -> None:
    row = {"id": "1", "text": "x", "parent_id": "", "thread_id": "", "author_id": ""} | {column: "1.09877E+18"}
    (reason,) = reasons(read(f"{','.join(row)}\n{','.join(row.values())}\n"))
    assert reason.endswith(f"is '1.09877E+18': {SPREADSHEET}")


def test_a_reply_finds_its_parent_however_a_statistics_program_wrote_it() -> None:
    record = read_one('{"id": 12.0, "text": "x", "parent_id": 9007199254740992.0}')
    assert (record.external_id, record.parent_external_id) == ("12", "9007199254740992")
    assert read_one("id,text,parent_id\n12,x,11.0\n").parent_external_id == "11"
