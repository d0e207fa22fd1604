"""What one run has read so far, on disk and gone with the process: memory stays flat however long the file is."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

# Few enough for every database's limit on the values in one query.
VALUES_A_QUERY = 900
Value = TypeVar("Value", str, int)


def in_chunks(values: Iterable[Value]) -> Iterator[Sequence[Value]]:
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), VALUES_A_QUERY):
        yield distinct[start : start + VALUES_A_QUERY]


class Seen:
    """External id -> the digest last read, and whether this run wrote it (a rehearsal has no rows to ask)."""

    def __init__(self) -> None:
        self._rows = sqlite3.connect("", isolation_level=None)
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA cache_size = -16000")
        self._rows.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, digest TEXT, written INTEGER) WITHOUT ROWID")

    def read(self, external_ids: Iterable[str]) -> dict[str, str]:
        return {external_id: digest for external_id, digest, _ in self._find(external_ids)}

    def written(self, external_ids: Iterable[str]) -> dict[str, str]:
        return {external_id: digest for external_id, digest, is_written in self._find(external_ids) if is_written}

    def remember(self, digests: Mapping[str, str], written: Iterable[str] = ()) -> None:
        """What is written stays so: whatever is read later under that id is written too, or is the same."""
        fresh = set(written)
        add = "INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest, "
        add += "written = max(written, excluded.written)"
        self._rows.execute("BEGIN")
        self._rows.executemany(add, [(key, digest, key in fresh) for key, digest in digests.items()])
        self._rows.execute("COMMIT")

    def _find(self, external_ids: Iterable[str]) -> Iterator[tuple[str, str, int]]:
        for ids in in_chunks(external_ids):
            marks = ", ".join("?" * len(ids))
            yield from self._rows.execute(f"SELECT id, digest, written FROM seen WHERE id IN ({marks})", ids)  # noqa: S608
