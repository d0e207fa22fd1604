"""A first import stops where ids repeat under other authors or at other times."""

import tracemalloc

import pytest

from community.imports.own_rows import OwnRows
from community.models import Channel
from community.records import RawMessage
from tests.builders import make_message
from tests.community.imports.looking import look_at, stops, table

HEADER = "id,author_id,date,text,deleted"
FIRST = "7,moira,2026-11-20,hello,"


@pytest.mark.parametrize(
    ("again", "is_other"),
    [
        ("7,ben,2026-11-20,hello,", True),
        ("7,moira,2026-11-21,hello,", True),
        # An edit, a copy, and what an export leaves out.
        ("7,moira,2026-11-20,hello again,", False),
        (FIRST, False),
        ("7,,,hello,", False),
        ("7,ben,2026-11-22,hello,yes", False),
        ("8,ben,2026-11-21,hello,", False),
    ],
)
def test_what_another_row_of_the_same_id_may_say(again: str, is_other: bool) -> None:
    assert bool(look_at(table(HEADER, FIRST, again)).own.count) is is_other


def test_it_stops_and_says_which_and_why() -> None:
    rows = [f"{number % 2},m{number},2026-11-20,hello," for number in range(10)]
    (stop,) = look_at(table(HEADER, *rows)).stops
    assert stop.kind == "own rows"
    assert stop.said.startswith(
        "8 rows have the id of an earlier row, but another author or time, such as "
        "'0' in lines 2 and 4; '1' in lines 3 and 5; '0' in lines 2 and 6. An id that a spreadsheet has cut"
    )
    assert "--map external_id=" in stop.said
    assert "--" not in stop.on_a_page


def test_it_is_found_across_batches() -> None:
    rows = OwnRows()
    rows.add([RawMessage("a", author_id="moira"), RawMessage("b", author_id="ben")])
    rows.add([RawMessage("c", author_id="ben"), RawMessage("a", author_id="moira")])
    assert rows.changes.count == 0
    rows.add([RawMessage("b", author_id="moira")])
    assert rows.changes.count == 1


@pytest.mark.django_db
def test_a_channel_that_has_messages_takes_updates(reviews: Channel) -> None:
    content = table(HEADER, FIRST, "7,ben,2026-11-20,hello,")
    assert stops(look_at(content, channel=reviews)) == ["own rows"]
    make_message(channel=reviews)
    assert stops(look_at(content, channel=reviews)) == []


def test_ids_of_a_long_file_take_no_more_memory() -> None:
    rows = OwnRows()
    tracemalloc.start()
    for start in range(0, 40_000, 2_000):
        rows.add([RawMessage(f"message {number}") for number in range(start, start + 2_000)])
    assert tracemalloc.get_traced_memory()[0] < 200_000
    tracemalloc.stop()
