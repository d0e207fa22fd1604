"""The cases of a queue as CSV, one line a case."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.spreadsheet import Echo, safe_cell
from moderation.access import Right
from moderation.cases.exporting import case_lines
from moderation.policy.written import signed
from moderation.web.queue.filters import Filters, Known
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, csv_file

PLAIN = ("id", "channel", "conversation_id", "author_id")
AFTER = ("severity", "priority", "state", "outcome", "decision", "assignee", "opened_at", "closed_at")
COLUMNS = (*PLAIN, "messages", "waiting", "copies", "opened_for", "terms", *AFTER, "clocks", "escalations")


@require_safe
def queue_csv(request: DeskRequest, community: str) -> StreamingHttpResponse:
    here = desk_at(request, community, Right.EXPORT_CASES)
    cases = Filters.read(request.GET).of(here, request.user, Known.of(here))
    return csv_file(case_csv_lines(case_lines(cases, timezone.now())), f"cases-{here.slug}.csv")


def case_csv_lines(lines: Iterator[dict[str, Any]]) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    yield write(COLUMNS)
    for line in lines:
        # Our numbers stay numbers, and a name or an id may be a formula.
        yield write([cell if isinstance(cell, int) else safe_cell(str(cell or "")) for cell in case_cells(line)])


def case_cells(line: dict[str, Any]) -> list[object]:
    return [
        *(line[name] for name in PLAIN),
        ids_of(line["messages"]),
        sum(map(is_waiting, line["messages"] + line["copies"])),
        ids_of(line["copies"]),
        " ".join(line["opened_for"]),
        "; ".join(f"{term['name']} {signed(term['value'])}" for term in line["terms"]),
        *(line[name] for name in AFTER),
        "; ".join(f"{clock['name']} due {clock['due_by']} {clock['state']}" for clock in line["clocks"]),
        "; ".join(f"{one['team']} {one['state']}" for one in line["escalations"]),
    ]


def is_waiting(row: dict[str, Any]) -> bool:
    return row["waits"] and not (row["answered_at"] or row["settled_at"])


def ids_of(rows: list[dict[str, Any]]) -> str:
    return " ".join(row["external_id"] for row in rows)
