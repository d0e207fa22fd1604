"""Everything in the collection of bad input ends as a message or as a reject, or the file is refused in a sentence."""

import csv
import json
from pathlib import Path

import pytest

from community.files.lines import Unreadable
from community.records import RawMessage, Reject
from tests.community.files.reading import SHARED, read, read_one

pytestmark = pytest.mark.shared

BAD = SHARED / "badinput"
FILES = sorted(path for path in BAD.glob("files/*") if path.is_file())
TABLES = sorted(BAD.glob("csv/**/*.csv"))
JSON_FILES = sorted(BAD.glob("json/**/*.json"))


def name(path: Path) -> str:
    return path.name


def test_there_is_something_to_read() -> None:
    assert len(FILES) > 10
    assert len(TABLES) > 10
    assert len(JSON_FILES) > 100


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_bad_file_is_read_or_refused_in_one_sentence(path: Path) -> None:
    try:
        told = [record.reason for record in read(path.read_bytes()) if isinstance(record, Reject)]
    except Unreadable as refusal:
        told = [str(refusal).removesuffix(".")]
    assert all(reason and reason.isprintable() and not reason.endswith(".") for reason in told)


@pytest.mark.parametrize("path", TABLES, ids=name)
def test_a_well_formed_table_has_as_many_records_as_rows(path: Path) -> None:
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = [row for row in csv.reader(file) if row]
    found = read(path.read_bytes(), mapped={"external_id": header[0], "text": header[1]})
    assert [(record.external_id, record.text) for record in found] == [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize("path", JSON_FILES, ids=name)
def test_each_line_of_a_json_file_is_a_record(path: Path) -> None:
    content = path.read_bytes()
    try:
        found = read(content, form="jsonl")
    except Unreadable:
        return
    if b"\0" not in content:
        assert len(found) == sum(bool(line.strip()) for line in content.splitlines())


@pytest.mark.parametrize("path", JSON_FILES, ids=name)
@pytest.mark.parametrize("form", ["auto", "json"])
def test_a_json_document_is_read_or_refused_in_one_sentence(path: Path, form: str) -> None:
    try:
        told = [record.reason for record in read(path.read_bytes(), form=form) if isinstance(record, Reject)]
    except Unreadable as refusal:
        told = [str(refusal).removesuffix(".")]
    assert all(reason and reason.isprintable() for reason in told)


def test_naughty_strings_are_kept_as_they_are() -> None:
    strings = json.loads((BAD / "blns.json").read_text())
    assert len(strings) > 200
    # As a text this word is a database's for none.
    strings.remove("NULL")
    assert [read_one(json.dumps({"id": "1", "text": string})).text for string in strings] == strings


@pytest.mark.parametrize("name", ["irc_ubuntu_train", "stackexchange_quantumcomputing"])
def test_the_public_threads_are_read_without_a_map(name: str) -> None:
    content = (SHARED / "data" / "threads" / f"{name}.jsonl").read_bytes()
    found = read(content)
    assert len(found) == content.count(b"\n")
    assert all(isinstance(record, RawMessage) and record.posted_at and record.author_name for record in found)
