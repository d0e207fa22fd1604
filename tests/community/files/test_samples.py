"""Exports of platforms and tables in several languages, in invented words, and what each record becomes."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from community.files.presets import PRESETS
from community.imports.look import look_through
from community.imports.runs import Sense
from community.message_lines import message_line
from community.records import RawMessage, Record, Reject

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = ".expected.jsonl"
FILES = sorted(path for path in SAMPLES.iterdir() if not path.name.endswith(EXPECTED))
LATER = datetime(2026, 4, 1, tzinfo=UTC)
NAMED = re.compile(r"\(([a-z0-9-]+)\)\. ")


def expected_of(sample: Path) -> list[dict[str, object]]:
    lines = sample.with_name(f"{sample.stem}{EXPECTED}").read_text().splitlines()
    return [json.loads(line) for line in lines]


def line_of(record: Record) -> dict[str, object]:
    """Return what a record becomes, without what it does not say."""
    if not isinstance(record, RawMessage):
        return {"rejected" if isinstance(record, Reject) else "skipped": record.reason}
    return {name: value for name, value in message_line(record).items() if is_said(name, value)}


def is_said(name: str, value: object) -> bool:
    # That somebody is no staff is said. Elsewhere false is what a record without the field has too.
    return value not in (None, []) and (value is not False or name == "from_staff")


@pytest.mark.parametrize("sample", FILES, ids=lambda path: path.name)
def test_a_sample_is_known_and_read_as_its_platform_means_it(sample: Path) -> None:
    first, *expected = expected_of(sample)
    sense = Sense("UTC")
    with sample.open("rb") as file:
        look = look_through(file, sense, LATER)
        found = [line_of(record) for record in sense.records(file, LATER, forms=look.forms)]
    named = NAMED.search(look.said)
    assert (named[1] if named else "") == first["preset"]
    assert found == expected


def test_each_sample_says_what_it_becomes_and_is_of_a_known_export() -> None:
    known = {expected_of(sample)[0]["preset"] for sample in FILES} - {""}
    assert known <= PRESETS.keys()
    assert len(list(SAMPLES.iterdir())) == 2 * len(FILES)
