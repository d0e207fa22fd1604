"""Tables on disk for counts of a file that may be too many for memory."""

import sqlite3
from collections.abc import Iterable, Sequence


class Scratch:
    """A database without a name, which is gone with the process."""

    def __init__(self, *tables: str) -> None:
        self._rows = sqlite3.connect("", isolation_level=None)
        # Nothing of it outlives a failure, so there is nothing to roll back to.
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA cache_size = -8000")
        for table in tables:
            self._rows.execute(table)

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> int:
        """Run a statement for each row, and return how many it changed."""
        self._rows.execute("BEGIN")
        written = self._rows.executemany(statement, rows).rowcount
        self._rows.execute("COMMIT")
        return written

    def ask(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        return self._rows.execute(query, values).fetchall()
