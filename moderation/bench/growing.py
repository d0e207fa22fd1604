"""Stage "growth", where one long file comes in and neither memory nor the time of a row may grow."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from community.connectors.stub import PLANS
from community.models import ImportRun
from community.records import RawMessage
from config import processes
from moderation.bench import communities, corpus, pace
from moderation.bench.figures import Figure, Report
from moderation.bench.importing import written
from moderation.bench.sizes import Sizes

# Told again under other ids. Making texts takes longer than importing them.
DISTINCT = 20_000
LOOK_SECONDS = 0.2
PARTS = 5


# A moment, and the rows that were in by then.
Mark = tuple[float, int]


class NotImported(Exception):
    """The command failed, or stored another number of rows."""


def measure(sizes: Sizes) -> Report:
    pace.warm()
    community = communities.make(next(iter(PLANS.values())))
    texts = corpus.records(min(DISTINCT, sizes.messages))
    with TemporaryDirectory(dir=settings.VAR) as folder:
        path = written(list(islice(again_and_again(texts), sizes.messages)), Path(folder) / "long.jsonl")
        marks, peak = imported(path, community.slug, sizes.messages)
    first, last = seconds_of_part(marks, 0, sizes.messages), seconds_of_part(marks, PARTS - 1, sizes.messages)
    figures = [
        Figure("memory of the process at most", peak, "MB", must=150, at_most=True),
        Figure("a row of the last fifth beside the first", last / first, "x", must=1.5, at_most=True),
    ]
    return Report(figures, pace.ref_rate([record.text for record in texts[: sizes.corpus]]), {"rows": sizes.messages})


def again_and_again(records: Sequence[RawMessage]) -> Iterator[RawMessage]:
    """Yield the records without end, each time under other ids."""
    number = 0
    while True:
        for record in records:
            ids = {name: getattr(record, name) for name in ("parent_external_id", "thread_external_id", "author_id")}
            told = {name: f"{number}-{said}" for name, said in ids.items() if said}
            yield record._replace(external_id=f"{number}-{record.external_id}", **told)  # type: ignore[arg-type]
        number += 1


def imported(path: Path, community: str, rows: int) -> tuple[list[Mark], float]:
    """Run the command, and return how many rows were in when, and the most megabytes that it held."""
    words = ("import_messages", str(path), "--community", community, "--channel", "trail-talk", "--history")
    marks, peak = list[Mark](), 0.0
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
    with processes.spawn_process(command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            time.sleep(LOOK_SECONDS)
            peak = max(peak, megabytes_of(process.pid))
            read = ImportRun.objects.values_list("read", flat=True).first() or 0
            if read and (not marks or read != marks[-1][1]):
                marks.append((time.perf_counter(), read))
    if process.returncode or not marks or ImportRun.objects.get().created != rows:
        raise NotImported(f"{path} ended with status {process.returncode}, after {marks[-1:]}")
    return marks, peak


def megabytes_of(pid: int) -> float:
    """Return the most memory that a process has held, as Linux tells it."""
    try:
        held = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(held[1]) / 1024 if held else 0.0


def seconds_of_part(marks: Sequence[Mark], part: int, rows: int) -> float:
    """Return the seconds of a row in one part of the file."""
    begin, end = rows * part / PARTS, rows * (part + 1) / PARTS
    inside = [mark for mark in marks if begin <= mark[1] <= end]
    if len(inside) < 2:
        return 1.0
    (started, first), (ended, last) = inside[0], inside[-1]
    return (ended - started) / (last - first)
