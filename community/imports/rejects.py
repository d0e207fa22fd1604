"""Rejected records of an import as a table for spreadsheets."""

from collections.abc import Iterator

from community.models import ImportReject, ImportRun
from community.spreadsheet import safe_cell

COLUMNS = ("line", "reason", "length", "sha256", "original")
# Each holds up to 64 KiB of what was rejected.
A_QUERY = 200


def rejects_table(run: ImportRun) -> Iterator[tuple[object, ...]]:
    """Yield the header, then a row for each reject."""
    yield COLUMNS
    for reject in in_order(run):
        texts = (safe_cell(reject.reason), reject.length, reject.sha256, safe_cell(original_text(reject)))
        yield (reject.line, *texts)


def in_order(run: ImportRun) -> Iterator[ImportReject]:
    """Yield all rejects in order, a few at a time."""
    line, pk = 0, 0
    # One query for all would make PostgreSQL write a million rows down before the first.
    while few := list(run.rejects.filter(line__gte=line).exclude(line=line, pk__lte=pk)[:A_QUERY]):
        yield from few
        line, pk = few[-1].line, few[-1].pk


def original_text(reject: ImportReject) -> str:
    """Decode the original bytes.

    Undecodable bytes and NULs are written as escapes.
    """
    return bytes(reject.raw).decode("utf-8", "backslashreplace").replace("\0", "\\x00").rstrip("\r\n")
