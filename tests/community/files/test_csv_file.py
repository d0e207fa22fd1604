import csv
from io import StringIO
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.files import lines, quoting
from community.files.lines import Unreadable
from community.records import Reject
from tests.community.files.reading import read, read_one, reasons, texts

HEADER = "id,author,text\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_in_the_header(delimiter: str) -> None:
    rows = [("id", "text", "author"), ("1", f"a{delimiter}b", "moira")]
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    record = read_one(out.getvalue())
    assert (record.text, record.author_name) == (f"a{delimiter}b", "moira")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(end: str) -> None:
    assert texts(read(f"id,text{end}1,a{end}{end}2,b{end}3,c")) == ["a", "b", "c"]


def test_quoted_fields_keep_their_line_ends_quotes_and_delimiters() -> None:
    text = 'one\r\ntwo\rthree\nfour, "five"\u2028six'
    out = StringIO()
    csv.writer(out).writerows([("id", "text"), ("1", text)])
    assert read_one(out.getvalue()).text == text


def test_a_record_knows_the_line_where_it_begins() -> None:
    found = read(HEADER + '1,m,"a\nb\nc"\n\n2,m,d\n3\n')
    assert [record.line for record in found] == [2, 6, 7]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1", "1 value where the header has 3"),
        ("1,m,x,", "4 values where the header has 3"),
        ('1,m,"x"y', "text follows a closing quote; a quote within quotes is written twice"),
        ('1,m,"x', "a quote opens in this line and is never closed"),
        ("1\0,m,x", "external_id holds a NUL character"),
    ],
)
def test_a_bad_row_is_rejected_with_its_bytes_and_the_next_is_read(row: str, reason: str) -> None:
    reject, message = read(f"{HEADER}{row}\n2,m,fine\n")
    assert isinstance(reject, Reject)
    assert (reject.line, reject.reason, reject.raw) == (2, reason, f"{row}\n".encode())
    assert texts([message]) == ["fine"]


def test_an_unclosed_quote_swallows_nothing() -> None:
    rows = "".join(f"{number},m,x\n" for number in range(2, 2000))
    found = read(f'{HEADER}1,m,"never closed\n{rows}')
    assert reasons(found) == ["a quote opens in this line and is never closed"]
    assert len(texts(found)) == 1998


def test_an_unclosed_quote_that_meets_a_later_quote_swallows_nothing() -> None:
    found = read(f'{HEADER}1,m,"never closed\n2,m,"fine"\n3,m,x\n')
    assert texts(found) == ["fine", "x"]
    assert [record.line for record in found] == [2, 3, 4]


def test_an_unclosed_quote_reads_no_further_than_a_record_may_be_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quoting, "RECORD_LIMIT", 200)
    rows = "".join(f"{number},m,x\n" for number in range(100))
    # The last row would close the quote: then all would be one record.
    found = read(f'{HEADER}1,m,"open\n{rows}100,m",x\n')
    assert reasons(found) == ["a quote opens in this line and is never closed"]
    assert len(texts(found)) == 101


def test_a_record_of_several_lines_with_too_many_values_says_which_lines_it_took() -> None:
    assert reasons(read(HEADER + '1,m,"a\nb",x\n')) == ["4 values where the header has 3 (lines 2 to 3)"]


def test_an_overlong_line_is_rejected_with_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "RECORD_LIMIT", 100_000)
    found = read(f"{HEADER}1,m,{'x' * 600_000}\n2,m,fine\n")
    assert reasons(found)[0].startswith("the line is 600,004 bytes long")
    assert texts(found) == ["fine"]


def test_a_field_longer_than_the_csv_module_likes_is_kept() -> None:
    assert texts(read(f"{HEADER}1,m,{'x' * 200_000}\n")) == ["x" * 200_000]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'"id,text\n1,x\n', "a quote that is never closed"),
        (b"id,t\xe9xt\n1,x\n", "The header is not readable as UTF-8"),
        (b"x" * 6_000_000, "The header is longer than"),
    ],
)
def test_a_header_that_cannot_be_read_makes_the_file_unreadable(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(content, form="csv")


def test_a_header_alone_is_a_file_without_records() -> None:
    assert read(HEADER) == []


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_whatever_a_csv_writer_writes_is_read_back(rows: list[tuple[str, str]], end: str) -> None:
    out = StringIO()
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(("id", "text", "title"))
    for number, row in enumerate(rows):
        writer.writerow((number, *row))
    assert [(record.text, record.title) for record in read(out.getvalue())] == rows


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text('a,";\n\r\t 1', max_size=20), max_size=10))
def test_every_line_of_a_broken_table_is_accounted_for(rows: list[str]) -> None:
    kept = [
        record.raw.decode() if isinstance(record, Reject) else f"{record.external_id}{record.text}"
        for record in read("id,text\n" + "\n".join(rows))
    ]
    assert "".join(kept).count("a") == "".join(rows).count("a")


def test_a_header_of_very_many_columns_is_refused_without_long_thought() -> None:
    began = process_time()
    with pytest.raises(Unreadable, match="500,002 columns"):
        read(b"id,text," + b",".join([b"a"] * 500_000) + b"\n1,x\n", form="csv")
    assert process_time() - began < 10
