"""A file without times is refused, unless somebody says that it is live."""

import json
from io import BufferedReader, BytesIO

import pytest

from community.files.container import Container
from community.files.lines import Unreadable
from community.files.preview import Watched, preview_file
from tests.community.files.reading import NOW, UTC, opened, read, texts

UNTIMED = [
    "id,text,When written,Last update\n1,a,x,y\n",
    '{"id": 1, "text": "a", "When written": "x"}\n{"id": 2, "text": "b", "Last update": "y"}\n',
    json.dumps([{"id": 1, "text": "a", "When written": "x", "Last update": "y"}]),
]


@pytest.mark.parametrize("content", UNTIMED)
def test_a_file_without_times_is_refused_with_the_columns_that_look_like_one(content: str) -> None:
    with pytest.raises(Unreadable, match=r"No column is the time of the messages; When written, Last update look like"):
        opened(content, posted_at_now=False)


@pytest.mark.parametrize("content", UNTIMED)
def test_it_is_read_where_somebody_says_so_or_names_the_column(content: str) -> None:
    assert texts(read(content))[0] == "a"
    mapped = {"posted_at": "When written"}
    assert read(
        content.replace('"x"', '"2026-11-10"').replace(",x,", ",2026-11-10,"), mapped=mapped, posted_at_now=False
    )


def test_one_record_with_a_time_is_enough() -> None:
    content = '{"id": 1, "text": "a"}\n{"id": 2, "text": "b", "created_at": "2026-11-10"}\n'
    assert texts(read(content, posted_at_now=False)) == ["a", "b"]


@pytest.mark.parametrize("content", ["[]", "no json\n", '{"broken\n{"more\n'])
def test_a_file_without_records_is_not_refused_for_its_times(content: str) -> None:
    form = "json" if content == "[]" else "jsonl"
    assert texts(read(content, form=form, posted_at_now=False)) == []


@pytest.mark.parametrize("content", UNTIMED)
def test_a_preview_shows_it_with_what_is_missing(content: str) -> None:
    found = preview_file(BufferedReader(BytesIO(content.encode())), Watched(UTC, NOW), Container())
    assert found.fault.startswith("No column is the time of the messages")
    assert found.fault.endswith("Choose it.")
    assert found.lines
