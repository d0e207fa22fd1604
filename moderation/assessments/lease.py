"""Lease pending rows by a token and an expiry.

The lease is committed before any work is done.
"""

import uuid
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.conf import settings

from moderation.models import PendingAssessment


@dataclass(frozen=True, slots=True)
class Row:
    """A pending assessment as its worker carries it.

    `tries` counts this one.
    """

    pk: int
    message_id: int
    revision: int
    is_history: bool
    is_first: bool
    tries: int


@dataclass(frozen=True, slots=True)
class Lease:
    """Rows that are this worker's while they carry its token.

    Nobody else takes them before they fall due again.
    """

    token: uuid.UUID
    rows: tuple[Row, ...]

    @property
    def worn_out(self) -> bool:
        """Tell whether the row used up its tries and came back once more.

        Each try took its worker down, or failed.
        """
        return self.rows[0].tries > settings.TRIES


# Plain columns, because a model instance costs more than the judging itself.
COLUMNS = tuple(field.name for field in fields(Row))


def lease(now: datetime, limit: int) -> Lease | None:
    """Lease the next batch that is due, or return None."""
    token, found = PendingAssessment.objects.lease(now, limit, columns=COLUMNS, choose=poison_alone)
    rows = tuple(
        Row(pk, message, revision, is_history, is_first, tries + 1)
        for pk, message, revision, is_history, is_first, tries in found
    )
    return Lease(token, rows) if rows else None


def poison_alone(rows: list[Any]) -> list[Any]:
    """Choose one row that was tried before, or all fresh ones.

    A message that takes its worker down then harms no others.
    """
    return rows[:1] if rows and rows[0].tries else [row for row in rows if not row.tries]
