"""Read the body of a push into records, within bounds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BufferedReader, BytesIO
from itertools import islice
from typing import Any

from community.files.bounds import Bounds, Enough
from community.files.layout import Layout
from community.files.opened import begin_reading
from community.imports.runs import NOW, Sense
from community.models import Source
from community.records import RawMessage, Record, Reject

RECORDS, MEGA = 1000, 1_000_000
SIZE = 2 * MEGA
TOO_LARGE = f"A push holds at most {RECORDS:,} records and {SIZE // MEGA} MB, unpacked. Send it in parts."
NO_TIME = "there is no posted_at; send it, or add ?posted_at=now to the address if all of it was written just now"
# Whatever is not named here shows by its beginning what it is.
FORMS = {
    "text/csv": "csv",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/x-jsonlines": "jsonl",
}


class TooLarge(Exception):
    """The push holds more than is taken at once."""

    def __init__(self) -> None:
        super().__init__(TOO_LARGE)


class PushLayout(Layout):
    """A layout that also takes the channel of each record from the record."""

    def columns(self, names: tuple[str, ...]) -> dict[str, str]:
        named = {"channel": "channel"} if "channel" in names else {}
        return named | super().columns(names)


def read_push(source: Source, body: bytes, content_type: str, now: datetime, *, is_live: bool) -> list[Record]:
    """Return all records of a push.

    Raises Unreadable where it holds none, and TooLarge where it holds too many.
    """
    media, _, rest = content_type.partition(";")
    # Whether there is a time is asked record by record.
    sense = Sense(source.community.time_zone, FORMS.get(media.strip().lower(), "auto"), encoding=charset(rest))
    sense = replace(sense, posted_at=NOW)
    file: Any = BufferedReader(BytesIO(body))
    try:
        found = begin_reading(file, sense.layout(PushLayout, now), sense.container, bounds=Bounds(size=SIZE)).records
        records = list(islice(found, RECORDS + 1))
    except Enough as more:
        raise TooLarge from more
    if len(records) > RECORDS:
        raise TooLarge
    return records if is_live else list(with_times(records))


def charset(parameters: str) -> str:
    """Return the encoding that a content type names, or a blank for what is found anyway."""
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            said = value.strip().strip('"').lower()
            return "" if said in ("utf-8", "utf8") else said
    return ""


def with_times(records: list[Record]) -> Iterator[Record]:
    """Reject the messages whose time nobody said."""
    for record in records:
        is_timeless = isinstance(record, RawMessage) and record.posted_at is None
        yield Reject.of(record.line, NO_TIME, b"") if is_timeless else record
