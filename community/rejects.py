"""An import run's rejected records as a table that a spreadsheet can hold."""

from collections.abc import Iterator

from community.models import ImportReject, ImportRun
from community.spreadsheet import safe_cell

COLUMNS = ("line", "reason", "length", "sha256", "original")


def table(run: ImportRun) -> Iterator[tuple[object, ...]]:
    """The header, then a row for each, as they come from the database."""
    yield COLUMNS
    for reject in run.rejects.iterator(chunk_size=200):
        texts = (safe_cell(reject.reason), reject.length, reject.sha256, safe_cell(original(reject)))
        yield (reject.line, *texts)


def original(reject: ImportReject) -> str:
    """The bytes as text; those that are none, and NULs, which no table holds, are written as escapes."""
    return bytes(reject.raw).decode("utf-8", "backslashreplace").replace("\0", "\\x00").rstrip("\r\n")
