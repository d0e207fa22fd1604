"""How records are taken out of a file, as wanted and as found."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from community.files.layout import Layout
from community.records import Record

FORMATS = ("auto", "csv", "jsonl", "json", "xml")
# The path of a document that is itself the list of records.
ROOT = "."


@dataclass(frozen=True, slots=True)
class Container:
    """The way to take records out of a file.

    `records` is the path of the list of records in a document, or a file in an archive; `skipped` is the number of
    lines above the header. Both are looked for where they are not given.
    """

    form: str = "auto"
    encoding: str = ""
    records: str = ""
    skipped: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The format and encoding that were found, and the records.

    `said` is a sentence of what the file is taken for, and `names` are those of the columns at its beginning.
    """

    form: str
    encoding: str
    records: Iterator[Record]
    said: str = ""
    names: tuple[str, ...] = ()
    path: str = ""
    skipped: int = 0
    preset: str = ""
    # The server that the records are of, such as discord:411111111111111111.
    source_key: str = ""
    is_private: bool = False

    def by(self, layout: Layout) -> "Opened":
        """Add what the layout has recognised."""
        if not layout.reading:
            return self
        preset = layout.reading.preset
        said = f"{preset.title} ({preset.name}). {self.said}"
        return replace(self, said=said, preset=preset.name, source_key=layout.source_key, is_private=preset.is_private)


AS_FOUND = Container()
