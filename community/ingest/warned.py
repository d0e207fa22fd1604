"""Count the values of records that were left unknown, by field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F

from community.models import ImportRun, ImportWarning
from community.records import RawMessage, Record


@dataclass(slots=True)
class WarnedField:
    """How many values of a field were left unknown, with the first of them."""

    count: int
    sample: str


def count_warnings(records: Iterable[Record]) -> dict[str, WarnedField]:
    counted: dict[str, WarnedField] = {}
    for _ in watched(records, counted):
        pass
    return counted


def watched(records: Iterable[Record], counted: dict[str, WarnedField]) -> Iterator[Record]:
    """Yield records, and count their warnings as they pass."""
    for record in records:
        if isinstance(record, RawMessage):
            for field, reason in record.warnings:
                sample = f"line {record.line:,}: {field} {reason}"
                counted.setdefault(field, WarnedField(0, sample)).count += 1
        yield record


def add_warnings(run: ImportRun, counted: dict[str, WarnedField]) -> None:
    """Add a batch's warnings to those of its run.

    The caller holds the run's position, so nobody else adds to them.
    """
    for field, warned in counted.items():
        if not run.warned.filter(field=field).update(count=F("count") + warned.count):
            ImportWarning.objects.create(run=run, field=field, count=warned.count, sample=warned.sample)


def warnings_of(run: ImportRun) -> dict[str, WarnedField]:
    return {row.field: WarnedField(row.count, row.sample) for row in run.warned.all()}
