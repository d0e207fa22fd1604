"""Reads bytes as a file would be read."""

from datetime import UTC, datetime, tzinfo
from io import BufferedReader, BytesIO
from pathlib import Path

from community.files.layout import Layout
from community.files.opened import read_records
from community.records import RawMessage, Record, Reject

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[4] / "shared"


def read(
    content: bytes | str,
    *,
    form: str = "auto",
    encoding: str = "",
    zone: tzinfo = UTC,
    mapped: dict[str, str] | None = None,
) -> list[Record]:
    raw = content.encode() if isinstance(content, str) else content
    layout = Layout(zone, NOW, mapped or {})
    return list(read_records(BufferedReader(BytesIO(raw)), layout, form=form, encoding=encoding))


def read_one(content: bytes | str, **options: str) -> RawMessage:
    (record,) = read(content, **options)
    assert isinstance(record, RawMessage), record
    return record


def reasons(found: list[Record]) -> list[str]:
    return [record.reason for record in found if isinstance(record, Reject)]


def texts(found: list[Record]) -> list[str]:
    return [record.text for record in found if isinstance(record, RawMessage)]
