from datetime import UTC, datetime

import pytest

from community.files.lines import Unreadable
from community.records import RawMessage
from tests.community.files.reading import read, reasons

HEADER = "id,text,inbound,type,day,hour,more,C++,dc:creator,moment"
ROW = "1,Hi,False,outgoing,2026-03-08,06:30,there,a,Moira,2026-03-08 07:15"


def message(content: str, **mapped: str) -> RawMessage:
    (found,) = read(content, mapped=mapped)
    assert isinstance(found, RawMessage), found
    return found


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        ("from_staff", "!inbound", True),
        ("from_staff", "type:outgoing,agent", True),
        ("from_staff", "type:Agent, OUTGOING", True),
        ("from_staff", "type:incoming", False),
        ("from_staff", "type:outgoing!incoming", True),
        ("from_staff", "type:sent!outgoing", False),
        ("from_staff", "type:sent!received", None),
        ("from_staff", "inbound|type:outgoing", False),
        ("posted_at", "day+hour", datetime(2026, 3, 8, 6, 30, tzinfo=UTC)),
        ("posted_at", "moment+hour", datetime(2026, 3, 8, 7, 15, tzinfo=UTC)),
        ("text", "text+more", "Hi\nthere"),
        ("title", "text+more", "Hi there"),
        ("title", "nothing|more", "there"),
        ("title", "C++", "a"),
        ("author_name", "dc:creator", "Moira"),
    ],
)
def test_an_expression_turns_translates_joins_and_falls_back(field: str, said: str, value: object) -> None:
    header, row = (HEADER, ROW) if "nothing" not in said else (f"{HEADER},nothing", f"{ROW},")
    assert getattr(message(f"{header}\n{row}\n", **{field: said}), field) == value


def test_in_json_an_expression_holds_where_its_columns_are() -> None:
    lines = '{"id": 1, "text": "a", "inbound": true}\n{"id": 2, "text": "b", "inbound": null}\n{"id": 3, "text": "c"}'
    found = read(lines, mapped={"from_staff": "!inbound"})
    assert [record.from_staff for record in found if isinstance(record, RawMessage)] == [False, None, None]


def test_a_flag_that_is_neither_is_refused_in_the_words_of_its_field() -> None:
    found = read(f"{HEADER}\n{ROW.replace('False', 'perhaps')}\n", mapped={"from_staff": "!inbound"})
    assert reasons(found) == ["from_staff is 'perhaps', neither yes nor no"]


@pytest.mark.parametrize(
    ("field", "said", "missing"),
    [
        ("from_staff", "!out", "out"),
        ("text", "text+b", "b"),
        ("external_id", "#text+who", "who"),
        ("title", "x|y", "x"),
    ],
)
def test_a_table_without_a_column_of_an_expression_is_refused(field: str, said: str, missing: str) -> None:
    with pytest.raises(Unreadable, match=f"There is no column '{missing}'"):
        read(f"{HEADER}\n{ROW}\n", mapped={field: said})


CHAT = "AuthorID,Author,Date,Content\n31,otto,2026-11-20 00:37,Where is it?\n33,mia,2026-11-20 00:39,Here.\n"
MADE = {"external_id": "#author_id+posted_at+text"}


def ids(content: str) -> list[str]:
    found = read(content, mapped=MADE, form="csv")
    return [record.external_id for record in found if isinstance(record, RawMessage)]


def test_an_id_is_made_of_fields_and_is_the_same_when_they_come_again() -> None:
    made = ids(CHAT.replace("2026-11-20", "2026-11-10"))
    assert len(set(made)) == 2
    header, first, second, _ = CHAT.replace("2026-11-20", "2026-11-10").split("\n")
    assert ids(f"{header},Likes\n{second},4\n{first},2\n") == made[::-1]
    assert ids(f"{header}\n{first}!\n") != made[:1]


def test_an_id_of_values_that_are_all_missing_is_none() -> None:
    (reason,) = reasons(read("a,text,b\n,x,\n", mapped={"external_id": "#a+b"}))
    assert reason.startswith("there is no external_id")


def test_an_id_can_be_made_of_a_field_that_is_joined_itself() -> None:
    mapped = {"external_id": "#posted_at+text", "posted_at": "day+hour"}
    table = "day,hour,text\n2026-11-10,08:00,x\n2026-11-10,09:00,x\n"
    assert len({record.external_id for record in read(table, mapped=mapped) if isinstance(record, RawMessage)}) == 2


def test_a_table_without_an_id_is_offered_one() -> None:
    with pytest.raises(Unreadable, match=r"have one made with --map external_id=#author_id\+posted_at\+text\."):
        read(CHAT)
    with pytest.raises(Unreadable, match=r"external_id=#author_name\+text"):
        read("author,text\nMoira,x\n")
