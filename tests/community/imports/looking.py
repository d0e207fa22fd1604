"""Looks at contents as at files, without a database where there is no channel."""

from datetime import UTC, datetime
from io import BufferedReader, BytesIO
from typing import Any

from community.imports.look import Look, look_through
from community.imports.runs import Sense
from community.models import Channel
from community.records import RawMessage

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def file_of(content: str | bytes) -> BufferedReader:
    return BufferedReader(BytesIO(content.encode() if isinstance(content, str) else content))


def look_at(content: str | bytes, *, channel: Channel | None = None, order_before: str = "", **said: Any) -> Look:
    sense = Sense(**({"time_zone": "UTC"} | said))
    return look_through(file_of(content), sense, NOW, channel=channel, order_before=order_before)


def read_as_looked(content: str | bytes, look: Look, **said: Any) -> list[RawMessage]:
    records = Sense(**({"time_zone": "UTC"} | said)).records(file_of(content), NOW, forms=look.forms)
    return [record for record in records if isinstance(record, RawMessage)]


def table(header: str, *rows: str) -> str:
    return "\n".join([header, *rows]) + "\n"


def stops(look: Look) -> list[str]:
    return [stop.kind for stop in look.stops]
