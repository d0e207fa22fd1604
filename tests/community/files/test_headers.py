import pytest

from community.records import RawMessage
from tests.community.files.reading import opened, read, reasons, texts

TABLE = "id,author,text\n1,Moira,Where is it?\n"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (TABLE, 2),
        ("sep=,\n" + TABLE, 3),
        ('"sep=,"\r\n' + TABLE, 3),
        ("sep=;\n" + TABLE.replace(",", ";"), 3),
        ("Comments of Tarn\nMade on 20 Nov 2026\n\n" + TABLE, 5),
        ("Comments of Tarn,,\n,,\n" + TABLE, 4),
        ("Comments, of Tarn\n" + TABLE, 3),
        ("\n\nComments of Tarn\n\n" + TABLE, 6),
        ("\n\n" + TABLE, 4),
    ],
)
def test_the_header_is_found_below_what_stands_above_it(content: str, line: int) -> None:
    (message,) = read(content)
    assert isinstance(message, RawMessage)
    assert (message.text, message.author_name, message.line) == ("Where is it?", "Moira", line)
    assert f"line {line - 1} is the header" in opened(content).said


def test_a_line_names_the_delimiter_where_the_header_would_say_another() -> None:
    assert texts(read("sep=|\nid|text|a,b,c,d\n1|x|y\n")) == ["x"]


def test_a_table_with_an_unknown_header_begins_at_its_first_line() -> None:
    found = read(
        "Ticket,Who,Question\nid,text,author\nt-2,Ben,b\n", mapped={"external_id": "Ticket", "text": "Question|Who"}
    )
    assert [record.line for record in found] == [2, 3]


def test_columns_that_are_mapped_make_a_header_too() -> None:
    mapped = {"external_id": "Ticket", "text": "Question"}
    assert texts(read("Weekly export\nTicket,Who,Question\nt-1,Ben,b\n", mapped=mapped)) == ["b"]


def test_so_many_lines_as_one_says_are_left_out() -> None:
    content = "id,text\n\nnonsense\nid,author,text\n1,Moira,x\n"
    (message,) = read(content, skipped=3)
    assert isinstance(message, RawMessage)
    assert (message.author_name, message.line) == ("Moira", 5)
    assert texts(read('{"not": "this"}\n{"id": 1, "text": "x"}\n', skipped=1)) == ["x"]
    assert texts(read("one\rid,text\r1,x\r", skipped=1)) == ["x"]


def test_no_header_is_looked_for_where_the_lines_above_it_are_counted() -> None:
    mapped = {"external_id": "a", "text": "b"}
    (reason,) = reasons(read("x\na,b\nid,text,author\n", mapped=mapped, skipped=1))
    assert reason == "3 values where the header has 2"


@pytest.mark.parametrize("row", [",,", " , ,", "\u00a0,,", ",", ",,,,,"])
def test_a_row_without_any_value_is_none(row: str) -> None:
    assert len(read(f"{TABLE}{row}\n2,Ben,Here\n")) == 2


@pytest.mark.parametrize("row", ["Total,,1 comment", "Total:,,", "SUMME,,3"])
def test_a_total_is_rejected(row: str) -> None:
    assert reasons(read(f"{TABLE}{row}\n")) == ["the row looks like a total below the table, not like a message"]


def test_a_message_may_have_a_total_as_its_id() -> None:
    assert texts(read(f"{TABLE}Total,Moira,Where is it?\n")) == ["Where is it?"] * 2


GROUPS = "Message,,,Author\nid,date,text,username\n1,2026-03-08,Hi,Moira\n"


def test_of_two_rows_of_names_the_second_is_the_header_where_the_first_groups_them() -> None:
    (message,) = read(GROUPS)
    assert isinstance(message, RawMessage)
    assert (message.external_id, message.author_name, message.line) == ("1", "Moira", 3)


@pytest.mark.parametrize("row", ["id,text,,author", "1,text,2026-03-08,author"])
def test_a_message_in_the_words_of_a_header_is_none(row: str) -> None:
    assert texts(read(f"id,text,,author\n{row}\n")) == ["text"]
