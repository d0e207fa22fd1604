import pytest

from community.files.empty import is_empty
from tests.community.files.reading import read_one

NUMBERS = ["reactions", "reports", "views", "rating"]
REFERENCES = ["author_id", "parent_external_id", "thread_external_id", "recipient_id"]
OTHERS = ["from_staff", "posted_at", "edited_at", "url", "deleted", "attachments", "verified_email"]
NAMES = ["external_id", "author_name", "kind", "language", "tags"]


@pytest.mark.parametrize(
    "word", ["", " ", "NULL", "null", "None", "nan", "NaN", "\\N", "N/A", "-", "–", "—", "<NA>", "#N/A", "NA"]
)
@pytest.mark.parametrize("field", [*NUMBERS, *REFERENCES, *OTHERS, *NAMES])
def test_a_word_for_nothing_says_nothing(field: str, word: str) -> None:
    assert is_empty(field, word)
    assert is_empty(field, f" {word} ")


@pytest.mark.parametrize("word", ["Null", "NONE", "n/A", "Nil", "--"])
def test_in_numbers_and_dates_the_word_may_be_of_any_case(word: str) -> None:
    assert all(is_empty(field, word) for field in [*NUMBERS, *OTHERS])
    # Otto Null is somebody.
    assert not any(is_empty(field, word) for field in [*NAMES, *REFERENCES])


@pytest.mark.parametrize("value", ["0", "0.0", 0, 0.0, False, "false"])
def test_nought_is_nobody_where_a_row_is_referred_to(value: object) -> None:
    assert all(is_empty(field, value) for field in REFERENCES)
    assert not any(is_empty(field, value) for field in [*NUMBERS, *NAMES, "from_staff", "posted_at", "deleted", "text"])


@pytest.mark.parametrize(
    "value",
    ["0000-00-00 00:00:00", "0000-00-00", "0000-00-00T00:00:00Z", "00/00/0000", "False", "false", False, 0, "0"],
)
def test_a_message_that_was_never_edited(value: object) -> None:
    assert is_empty("edited_at", value)
    assert not is_empty("posted_at", value)


@pytest.mark.parametrize(("value", "expected"), [("", True), ("\\N", True), ("NULL", True), (None, True)])
def test_a_text_is_empty_only_as_a_database_writes_it(value: object, expected: bool) -> None:
    assert is_empty("text", value) is is_empty("title", value) is expected


@pytest.mark.parametrize("value", ["-", "N/A", "None", "nan", "null", "Null", "0", " ", "—", 0, False])
def test_a_text_is_peoples_own_words(value: object) -> None:
    assert not is_empty("text", value)
    assert not is_empty("title", value)


@pytest.mark.parametrize("value", ["x", "7", 7, True, "yes", "x" * 5_000_000, " " * 100, [], {}, "Ana", "-1"])
def test_a_value_is_none_of_these(value: object) -> None:
    assert not any(is_empty(field, value) for field in [*NUMBERS, *REFERENCES, *OTHERS, *NAMES])


def test_what_a_statistics_program_has_no_number_for_is_empty() -> None:
    assert is_empty("views", float("nan"))
    assert not is_empty("views", float("inf"))


def test_an_export_full_of_such_words_is_read() -> None:
    header = "id,text,title,author_id,author,parent_id,thread_id,created_at,edited_at,score,views,is_staff,tags,url"
    record = read_one(f"{header}\n1,-,\\N,0,None,0,NULL,N/A,0000-00-00 00:00:00,—,nan,-,NULL,None\n")
    assert (record.text, record.title, record.author_id, record.author_name) == ("-", "", "", "")
    assert (record.parent_external_id, record.thread_external_id, record.posted_at, record.edited_at) == (
        "",
        "",
        None,
        None,
    )
    assert (record.reactions, record.views, record.from_staff, record.tags, record.url) == (None, None, None, (), "")
    assert record.warnings == ()
