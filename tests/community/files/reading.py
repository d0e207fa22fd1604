"""Reads bytes as a file would be read."""

from datetime import UTC, datetime, tzinfo
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any

from community.files.container import Container, Opened
from community.files.layout import Layout
from community.files.opened import begin_reading
from community.records import RawMessage, Record, Reject

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[4] / "shared"


def opened(
    content: bytes | str,
    *,
    form: str = "auto",
    encoding: str = "",
    zone: tzinfo = UTC,
    mapped: dict[str, str] | None = None,
    records: str = "",
    skipped: int | None = None,
    preset: str = "",
    posted_at_now: bool = True,
) -> Opened:
    raw = content.encode() if isinstance(content, str) else content
    container = Container(form, encoding, records, skipped)
    return begin_reading(
        BufferedReader(BytesIO(raw)), Layout(zone, NOW, mapped or {}, preset, posted_at_now=posted_at_now), container
    )


def read(content: bytes | str, **options: Any) -> list[Record]:
    return list(opened(content, **options).records)


def read_one(content: bytes | str, **options: Any) -> RawMessage:
    (record,) = read(content, **options)
    assert isinstance(record, RawMessage), record
    return record


def reasons(found: list[Record]) -> list[str]:
    return [record.reason for record in found if isinstance(record, Reject)]


def texts(found: list[Record]) -> list[str]:
    return [record.text for record in found if isinstance(record, RawMessage)]
