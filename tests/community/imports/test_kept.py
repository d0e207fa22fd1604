"""What a look has read is imported without reading it again, if it is read the same way."""

from pathlib import Path
from tempfile import TemporaryFile

import pytest

from community.files.lines import Unreadable
from community.imports.kept import Kept
from community.imports.look import look_through
from community.imports.runs import Sense
from community.records import RawMessage, Record, Reject, Skipped
from tests.community.imports.looking import NOW, file_of, table

SENSE = Sense("Europe/London")
PLAIN = table(
    "id,author,posted_at,text,likes,tags",
    '1,moira,2026-11-20T10:00:00Z,"The zip broke.",3,a|b',
    "2,otto,2026-11-20 11:00,Mine too.,many,",
    "3,otto,2026-11-20T12:00:00Z,,,",
)
BY_DATE = {"posted_at": "Date (UTC)"}
READ_AGAIN = {
    "days come first": table("id,posted_at,text", "1,03/04/2026,Hi", "2,23/04/2026,Hi"),
    "days of a spreadsheet": table("id,posted_at,text", "1,46000.5,Hi"),
    "a time that nobody can read": table("id,posted_at,text", "1,yesterday,Hi", "2,2026-11-20T10:00:00Z,Hi"),
}


def looked(content: str, **said: object):
    return look_through(file_of(content), SENSE, NOW, keeps=True, **said)  # type: ignore[arg-type]


def read(content: str) -> list[Record]:
    look = look_through(file_of(content), SENSE, NOW)
    return list(SENSE.records(file_of(content), NOW, forms=look.forms))


def test_what_was_looked_at_is_what_would_be_read() -> None:
    kept = looked(PLAIN).kept
    assert kept
    assert list(kept.records()) == read(PLAIN)
    # More than once, for a file of several channels.
    assert list(kept.records()) == read(PLAIN)


@pytest.mark.parametrize("content", READ_AGAIN.values(), ids=READ_AGAIN)
def test_a_file_whose_times_are_read_otherwise_is_read_again(content: str) -> None:
    look = looked(content)
    assert look.kept is None
    assert list(look.records(file_of(content), SENSE, NOW)) == read(content)


def test_a_zone_in_the_header_has_the_file_read_again() -> None:
    content, sense = table("id,Date (UTC),text", "1,2026-07-20 11:00,Hi"), Sense("Europe/London", mapped=BY_DATE)
    look = look_through(file_of(content), sense, NOW, keeps=True)
    assert look.kept is None
    assert [record.posted_at.hour for record in look.records(file_of(content), sense, NOW)] == [11]


def test_only_the_records_of_the_channel_are_kept() -> None:
    kept = looked(PLAIN, only=lambda records: (each for each in records if each.line != 2)).kept
    assert kept
    assert [record.line for record in kept.records()] == [3, 4]


def test_rejects_and_skipped_records_are_kept_with_the_fault_behind_them() -> None:
    records = [RawMessage("1", line=1), Reject.of(2, "no id", b"{}"), Skipped(3, "joined")]

    def batches():
        yield records
        raise Unreadable("The file breaks off.")

    kept, passed = Kept(), []
    with pytest.raises(Unreadable):
        passed.extend(kept.watch(batches()))
    again = kept.records()
    assert (passed, [next(again) for _ in records]) == ([records], records)
    with pytest.raises(Unreadable, match="breaks off"):
        next(again)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_on_a_full_disk_the_file_is_read_again() -> None:
    with Path("/dev/full").open("w+b", buffering=0) as full:
        kept = Kept(full)
        assert list(kept.watch([[RawMessage("1")], [RawMessage("2")]])) == [[RawMessage("1")], [RawMessage("2")]]
    assert not kept.is_whole


def test_nothing_is_kept_where_nobody_reads_it() -> None:
    assert look_through(file_of(PLAIN), SENSE, NOW).kept is None
    with TemporaryFile() as file:
        kept = Kept(file)  # type: ignore[arg-type]
        assert list(kept.records()) == []
