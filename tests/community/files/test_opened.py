import gzip
from io import BufferedReader, BytesIO

import pytest

from community.files.layout import Layout
from community.files.lines import Unreadable
from community.files.opened import read_records
from tests.community.files.reading import NOW, UTC, read, texts

TABLE = b"id,text\n1,a\n2,b\n"
LINES = b'{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}\n'


@pytest.mark.parametrize("content", [TABLE, LINES])
def test_the_format_is_found_in_the_content(content: bytes) -> None:
    assert texts(read(content)) == ["a", "b"]


@pytest.mark.parametrize("content", [TABLE, LINES])
def test_gzip_is_recognised_by_its_first_bytes(content: bytes) -> None:
    assert texts(read(gzip.compress(content))) == ["a", "b"]
    assert texts(read(gzip.compress(content[:8]) + gzip.compress(content[8:]))) == ["a", "b"]


def test_what_a_truncated_gzip_file_holds_is_read_before_the_fault() -> None:
    rows = "".join(f"{number},text number {number * 7919 % 100_003}\n" for number in range(50_000))
    packed = gzip.compress(b"id,text\n" + rows.encode())
    found = read_records(BufferedReader(BytesIO(packed[: len(packed) // 2])), Layout(UTC, NOW, posted_at_now=True))
    read_before = []

    def keep() -> None:
        for record in found:
            read_before.append(record)  # noqa: PERF402 - extend would keep nothing of what comes before a fault

    with pytest.raises(Unreadable, match="compressed bytes break off"):
        keep()
    assert 1000 < len(read_before) < 50_000
    assert all(record.text.startswith("text number") for record in read_before)


@pytest.mark.parametrize("content", [b"", b"\n\r\n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_an_error(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"The file is empty\."):
        read(content)


@pytest.mark.parametrize("packed", [b"\x1f\x8b", b"\x1f\x8bgarbage", gzip.compress(TABLE, mtime=0)[:12]])
def test_gzip_that_holds_nothing_to_read_is_an_error(packed: bytes) -> None:
    with pytest.raises(Unreadable, match="compressed bytes break off"):
        read(packed)


def test_a_format_that_is_said_goes_before_what_is_found() -> None:
    assert len(read(TABLE, form="jsonl")) == 3
