"""Map the columns of a file to the fields of a message."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from community.files.empty import is_empty
from community.files.lines import Unreadable
from community.files.time_form import TimeForm
from community.files.values import Convert, Unclear, Wrong, field_conversions
from community.records import RawMessage, Warned

# The first of these names that a record has wins. Only the user names the channel.
USUAL_NAMES = {
    "external_id": ("external_id", "id", "message_id", "comment_id", "post_id", "review_id", "uuid"),
    "kind": ("kind", "type", "message_type"),
    "author_id": ("author_id", "user_id", "author_external_id", "member_id", "from_id"),
    "author_name": ("author_name", "author", "user", "username", "user_name", "nick", "display_name"),
    "from_staff": ("from_staff", "is_staff", "staff"),
    "posted_at": ("posted_at", "created_at", "timestamp", "date", "time", "datetime", "created", "published_at"),
    "edited_at": ("edited_at", "modified_at"),
    "text": ("text", "body", "content", "message", "comment", "review", "comment_text"),
    "title": ("title", "subject", "headline"),
    "parent_external_id": ("parent_external_id", "parent_id", "parent", "in_reply_to", "reply_to", "in_reply_to_id"),
    "thread_external_id": ("thread_external_id", "thread_id", "thread", "conversation_id", "topic_id"),
    "reactions": ("reactions", "score", "likes", "upvotes", "like_count"),
    "reports": ("reports", "flags", "report_count"),
    "views": ("views", "view_count", "impressions"),
    "url": ("url", "link", "permalink"),
    "language": ("language", "lang"),
    "tags": ("tags", "labels", "topics"),
    "deleted": ("deleted", "is_deleted", "removed"),
}
RECOGNISED = frozenset(name for names in USUAL_NAMES.values() for name in names)
# No person makes a wider table. Its header is refused, and a wider record is not remembered.
MOST_COLUMNS = 2_000
# No usual column name is longer, and no longer one can be mapped.
LONGEST_NAME = 255
# Record shapes to remember. A file has a few, and a hostile one has one a line.
SHAPES = 500


@dataclass
class Layout:
    """The columns, and the zone of times without one, for a file.

    `mapped` is the user's choice. A field that is mapped to the empty name is left out.
    """

    zone: tzinfo
    now: datetime
    mapped: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, TimeForm] = field(default_factory=dict)
    _shapes: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict, init=False)
    _convert: dict[str, Convert] = field(init=False)

    def __post_init__(self) -> None:
        # A clock a little ahead is no mistake of the source, so a day is allowed.
        self._convert = field_conversions(self.zone, self.now + timedelta(days=1), self.forms)

    def of_header(self, header: Sequence[str]) -> list[tuple[str, int]]:
        """Return the fields of a table and where they stand.

        Raises Unreadable when the table cannot hold messages.
        """
        if len(header) > MOST_COLUMNS:
            raise too_wide(len(header))
        missing = [column for column in self.mapped.values() if column and column not in header]
        if missing:
            raise Unreadable(f"There is no column {missing[0]!r}; the file has {_list_columns(header)}.")
        columns = self.columns(tuple(header))
        for name, count in Counter(map(plain_name, header)).items():
            if count > 1 and name in map(plain_name, columns.values()):
                raise Unreadable(f"The header has {count} columns named {name!r}.")
        if "external_id" not in columns:
            said = f"No column is the messages' id among {_list_columns(header)}"
            raise Unreadable(f"{said}; name it with --map external_id=COLUMN.", f"{said}; choose it.")
        if not columns.keys() & {"text", "title", "deleted"}:
            said = f"No column is the text among {_list_columns(header)}"
            raise Unreadable(f"{said}; name it with --map text=COLUMN.", f"{said}; choose it.")
        return [(name, header.index(column)) for name, column in columns.items()]

    def of_object(self, record: Mapping[str, object], line: int) -> RawMessage:
        columns = self.columns(tuple(record))
        return self.message([(name, record[column]) for name, column in columns.items()], line)

    def message(self, said: Iterable[tuple[str, object]], line: int) -> RawMessage:
        """Build the message from its fields.

        Raises Wrong, with the reason, when it cannot be stored.
        """
        values: dict[str, object] = {}
        warnings: list[Warned] = []
        for name, value in said:
            # A blank text is a text.
            if is_empty(name, value) and not (name == "text" and value == ""):
                continue
            try:
                values[name] = self._convert[name](value)
            except Wrong as reason:
                raise Wrong(f"{name} {reason}") from reason
            except Unclear as unclear:
                warnings.append(Warned(name, str(unclear)))
                if unclear.instead is not None:
                    values[name] = unclear.instead
        if "external_id" not in values:
            raise Wrong("there is no external_id (nor id, message_id …)")
        if not values.keys() & {"text", "title", "deleted"}:
            raise Wrong("there is no text")
        return RawMessage(line=line, warnings=tuple(warnings), **values)  # type: ignore[arg-type]

    def columns(self, names: tuple[str, ...]) -> dict[str, str]:
        """Return the column of each field among these names."""
        if names not in self._shapes:
            if len(self._shapes) >= SHAPES:
                self._shapes.clear()
            mapped = {name: column for name, column in self.mapped.items() if column and column in names}
            usual = _usual_columns(tuple(name for name in names if name not in mapped.values()))
            left_out = {name for name, column in self.mapped.items() if not column}
            found = {name: said for name, said in (usual | mapped).items() if name not in left_out}
            if len(names) > MOST_COLUMNS:
                return found
            self._shapes[names] = found
        return self._shapes[names]


def too_wide(columns: int) -> Unreadable:
    return Unreadable(f"The header has {columns:,} columns; the limit is {MOST_COLUMNS:,}.")


def plain_name(name: str) -> str:
    """Normalise a column's name for comparison.

    "Author ID", "authorId" and "author-id" all become author_id.
    """
    # A name may be millions of characters long.
    if len(name) > LONGEST_NAME:
        return name
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"[\W_]+", "_", name).strip("_").lower()


def parse_mapping(said: Iterable[str]) -> dict[str, str]:
    """Parse the --map options by field.

    Raises Unreadable for an option that maps nothing.
    """
    mapped: dict[str, str] = {}
    for pair in said:
        name, equals, column = pair.partition("=")
        if not (equals and column):
            raise Unreadable(f"--map {pair} is not of the form field=column.")
        if name not in USUAL_NAMES:
            raise Unreadable(f"--map {pair}: there is no field {name}; the fields are {_list_columns(USUAL_NAMES)}.")
        if name in mapped:
            raise Unreadable(f"--map names a column for {name} twice.")
        mapped[name] = column
    return mapped


def _usual_columns(names: tuple[str, ...]) -> dict[str, str]:
    # Reversed, so that of two names that look the same the first column wins.
    by_plain = {plain_name(name): name for name in reversed(names)}
    found = {name: next((by_plain[n] for n in usual if n in by_plain), None) for name, usual in USUAL_NAMES.items()}
    return {name: column for name, column in found.items() if column is not None}


def _list_columns(names: Iterable[str]) -> str:
    shown = ", ".join(name if name.isprintable() else ascii(name) for name in names)
    return shown if len(shown) < 300 else f"{shown[:300]}…"
