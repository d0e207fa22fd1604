"""The preview of a file, short enough to show and to store."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from community.files.paths import LONGEST_NAME
from community.records import RawMessage

# Enough to recognise a value in a table.
SHOWN = 160
# Characters that no database takes inside a JSON value.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its first value.

    `name` is blank where it cannot be mapped.
    """

    name: str
    shown: str
    sample: str


@dataclass(frozen=True, slots=True)
class Line:
    """A record's cells, or its bytes, and the reason to reject it.

    An unread record is shown by its beginning, with the reason why it is not looked at.
    """

    number: int
    cells: Sequence[str] = ()
    raw: str = ""
    reason: str = ""
    is_unread: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it would come in, shortened to a few lines."""

    author: str = ""
    # In ISO form, and blank where the file does not say.
    posted_at: str = ""
    kind: str = ""
    title: str = ""
    text: str = ""
    is_staff: bool = False
    is_automated: bool = False
    is_internal: bool = False
    is_deleted: bool = False
    is_reply: bool = False
    rating: float | None = None

    @property
    def at(self) -> datetime | None:
        return datetime.fromisoformat(self.posted_at) if self.posted_at else None

    @classmethod
    def of(cls, record: RawMessage) -> "Shown":
        return cls(
            printed(record.author_name or record.author_id),
            record.posted_at.isoformat() if record.posted_at else "",
            record.kind,
            printed(record.title),
            printed(record.text),
            record.from_staff is True,
            record.automated is True,
            record.internal is True,
            record.deleted,
            bool(record.parent_external_id),
            record.rating,
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """The first records of a file.

    `columns` are the first ones, and `more_columns` how many there are besides. `fields` is the column of each field as
    the file is read now, and `usual` as it would be if nothing was mapped. `heads` are the field and the name of each
    column that the lines show. `fault` is why no message can be read so, or no further. `extent` is what was looked at,
    where the bounds of a look ended it.
    """

    form: str = ""
    encoding: str = ""
    columns: Sequence[Column] = ()
    more_columns: int = 0
    fields: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    heads: Sequence[tuple[str, str]] = ()
    lines: Sequence[Line] = ()
    fault: str = ""
    extent: str = ""
    # A sentence of what the file is taken for, and what it is taken for by name.
    said: str = ""
    preset: str = ""
    source_key: str = ""
    is_private: bool = False
    # What the file calls its server, and the channels that its beginning names.
    server_name: str = ""
    channels: Sequence[str] = field(default_factory=list)
    # The field that names them.
    channel_field: str = ""
    # The list of records in a document.
    path: str = ""
    # An expression of an id for messages that have none.
    made_id: str = ""
    # The first messages as they would come in.
    messages: Sequence[Shown] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> "Preview":
        parts = {
            "columns": [Column(**column) for column in stored["columns"]],
            "heads": [(name, column) for name, column in stored["heads"]],
            "lines": [Line(**line) for line in stored["lines"]],
            "messages": [Shown(**message) for message in stored.get("messages", ())],
        }
        return cls(**{**stored, **parts})


def printed(value: object) -> str:
    """Write a value as one short line that can be shown anywhere."""
    if value is None:
        return ""
    # A list of millions is encoded only as far as it is shown.
    text = value if isinstance(value, str) else "".join(islice(json.JSONEncoder().iterencode(value), SHOWN + 1))
    shown = "".join(mark if mark.isprintable() else ascii(mark)[1:-1] for mark in text[: SHOWN + 1])
    return f"{shown[:SHOWN]}…" if len(shown) > SHOWN else shown


def can_be_named(column: str) -> bool:
    """Tell whether a column has a name that can be stored in a mapping."""
    return 0 < len(column) <= LONGEST_NAME and not UNSTORABLE.search(column)
