"""Find rows of a file that would change earlier ones of it into other messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from community.imports.scratch import Scratch
from community.ingest.identities import identity_of
from community.ingest.seen import in_chunks
from community.records import RawMessage

EXAMPLES = 3
TABLE = "CREATE TABLE place (id TEXT PRIMARY KEY, line INTEGER, author TEXT, at REAL) WITHOUT ROWID"
WHY = "An id that a spreadsheet has cut, or that is only unique in a part of the file, makes one message of several."
HOW = "Map the right column (--map external_id=COLUMN), or have one made (--map external_id=#author_id+posted_at+text)."
ON_A_PAGE = "Choose the right column as id, or save the file with whole ids."


class Place(NamedTuple):
    """Where an id stands, with its author and moment as far as they are known."""

    line: int
    author: str
    at: float | None

    @classmethod
    def of(cls, record: RawMessage) -> "Place":
        author = identity_of(record)
        at = record.posted_at.timestamp() if record.posted_at else None
        return cls(record.line, f"{author.id}\0{author.name_key}" if author else "", at)

    def differs(self, first: "Place") -> bool:
        is_other = bool(self.author and first.author and self.author != first.author)
        return is_other or (None not in (self.at, first.at) and self.at != first.at)


@dataclass(frozen=True, slots=True)
class OwnChanges:
    """How many rows have the id of an earlier one with another author or time, with examples."""

    count: int = 0
    examples: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        rows = "1 row has" if self.count == 1 else f"{self.count:,} rows have"
        said = f"{rows} the id of an earlier row, but another author or time, such as {'; '.join(self.examples)}"
        return f"{said}. {WHY}"


class OwnRows:
    """The first place of each id in a file."""

    def __init__(self) -> None:
        self._places = Scratch(TABLE)
        self._count = 0
        self._examples: list[str] = []

    @property
    def changes(self) -> OwnChanges:
        return OwnChanges(self._count, tuple(self._examples))

    def add(self, records: Sequence[RawMessage]) -> None:
        # A deletion is told as the source likes.
        places = [(_key_of(record), Place.of(record)) for record in records if not record.deleted]
        new: dict[str, Place] = {}
        for key, place in places:
            new.setdefault(key, place)
        added = self._places.write("INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?)", ((k, *p) for k, p in new.items()))
        # Nearly every batch has new ids alone, and costs no more than storing them.
        firsts = new if added == len(new) else new | self._known(new)
        for key, place in places if firsts is not new or len(new) < len(places) else ():
            if place.differs(firsts[key]):
                self._count += 1
                if len(self._examples) < EXAMPLES:
                    self._examples.append(f"{key!r} in lines {firsts[key].line:,} and {place.line:,}")

    def _known(self, ids: Mapping[str, Place]) -> dict[str, Place]:
        found: dict[str, Place] = {}
        for some in in_chunks(ids):
            marks = ", ".join("?" * len(some))
            for name, line, author, at in self._places.ask(f"SELECT * FROM place WHERE id IN ({marks})", some):  # noqa: S608
                found[str(name)] = Place(line, author, at)  # type: ignore[arg-type]
        return found


def _key_of(record: RawMessage) -> str:
    # Ids are those of a channel.
    return f"{record.channel} {record.external_id}" if record.channel else record.external_id
