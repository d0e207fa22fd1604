"""The records that one run has read so far, kept on disk."""

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
    """A map from external id to the digest last read.

    It also holds whether this run wrote it, because a rehearsal has no rows to ask.
    """

    def __init__(self) -> None:
        # A nameless database is on disk and gone with the process, so memory stays flat.
        self._rows = sqlite3.connect("", isolation_level=None)
        # Nothing of it outlives a failure, so there is nothing to roll back to.
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA cache_size = -16000")
        self._rows.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, digest TEXT, written INTEGER) WITHOUT ROWID")

    def read(self, external_ids: Iterable[str]) -> dict[str, str]:
        return {external_id: digest for external_id, digest, _ in self._find(external_ids)}

    def written(self, external_ids: Iterable[str]) -> dict[str, str]:
        return {external_id: digest for external_id, digest, is_written in self._find(external_ids) if is_written}

    def remember(self, digests: Mapping[str, str], written: Iterable[str] = ()) -> None:
        """Store the digests last read, and mark those that were written."""
        fresh = set(written)
        add = "INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest, "
        # A mark of writing stays, because a later record of that id is written too or the same.
        add += "written = max(written, excluded.written)"
        self._rows.execute("BEGIN")
        self._rows.executemany(add, [(key, digest, key in fresh) for key, digest in digests.items()])
        self._rows.execute("COMMIT")

    def _find(self, external_ids: Iterable[str]) -> Iterator[tuple[str, str, int]]:
        for ids in in_chunks(external_ids):
            marks = ", ".join("?" * len(ids))
            yield from self._rows.execute(f"SELECT id, digest, written FROM seen WHERE id IN ({marks})", ids)  # noqa: S608
