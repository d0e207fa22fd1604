"""Keep the records of a look on disk, so that a file need not be parsed a second time."""

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from io import BufferedReader
from typing import BinaryIO, cast

from community.files.lines import Unreadable
from community.records import Record


class Kept:
    """The records of a file in batches, and the fault that it ended with."""

    def __init__(self, file: BinaryIO | None = None) -> None:
        # Without a name, so that nothing stays when the process dies.
        self._file = file or cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - it is read later
        self._fault: Unreadable | None = None
        self.is_whole = True

    @property
    def file(self) -> BufferedReader:
        """The file that is read, whose position tells how far somebody has come."""
        return cast("BufferedReader", self._file)

    def watch(self, batches: Iterable[list[Record]]) -> Iterator[list[Record]]:
        """Yield batches, and keep each before."""
        try:
            for batch in batches:
                self._add(batch)
                yield batch
        except Unreadable as fault:
            self._fault = fault
            raise

    def records(self) -> Iterator[Record]:
        """Yield the records, and raise the fault where it was."""
        end = self._file.tell()
        self._file.seek(0)
        while self._file.tell() < end:
            yield from pickle.load(self._file)  # noqa: S301 - nobody else can write it
        if self._fault:
            raise self._fault

    def _add(self, batch: list[Record]) -> None:
        try:
            if self.is_whole:
                pickle.dump(batch, self._file, pickle.HIGHEST_PROTOCOL)
                self._file.flush()
        except OSError:
            # Without room for them the file is read again.
            self.is_whole = False
