"""Show an import's progress on a terminal."""

import os
import stat
import sys
import time
from io import BufferedReader
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from community.ingest import Counts


class Progress:
    """Progress in bytes of the file.

    Its records are not counted before they are read.
    """

    def __init__(self, file: BufferedReader) -> None:
        status = os.fstat(file.fileno())
        self.file = file if stat.S_ISREG(status.st_mode) else None
        self.read = 0
        self.started = time.monotonic()
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        # Standard output belongs to the counts, which a script may read.
        console = Console(stderr=True)
        self.bar = Bar(*columns, console=console, transient=True, disable=not sys.stderr.isatty())
        self.task = self.bar.add_task("", total=status.st_size if self.file else None)

    def __enter__(self) -> "Progress":
        self.bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.bar.stop()

    def look(self, counts: Counts) -> None:
        self._show(counts, "looked at")

    def move(self, counts: Counts) -> None:
        self._show(counts, "records")

    def _show(self, counts: Counts, what: str) -> None:
        self.read += counts.read
        rate = self.read / max(time.monotonic() - self.started, 0.001)
        position = self.file.tell() if self.file else None
        self.bar.update(self.task, completed=position, description=f"{self.read:,} {what}, {rate:,.0f}/s")
