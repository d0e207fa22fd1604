"""Taking work: a guarded update with a token and an expiry, committed before anything is done."""

import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from moderation.models import PendingAssessment


@dataclass(frozen=True, slots=True)
class Row:
    """A pending assessment as its worker carries it; `tries` counts this one."""

    pk: int
    message_id: int
    revision: int
    is_history: bool
    is_first: bool
    tries: int


@dataclass(frozen=True, slots=True)
class Lease:
    """Rows that are this worker's until they fall due again, as long as they still carry the token."""

    token: uuid.UUID
    rows: tuple[Row, ...]

    @property
    def worn_out(self) -> bool:
        """A row that used up its tries (each took its worker down, or failed) and came back once more."""
        return self.rows[0].tries > settings.TRIES


def lease(now: datetime, limit: int) -> Lease | None:
    """The next batch that is due, or None. A row that was tried before travels alone: poison takes no one along."""
    token = uuid.uuid4()
    asked = time.monotonic()
    with transaction.atomic():
        due = PendingAssessment.objects.due(now).select_for_update(skip_locked=True)
        found = list(due.values_list("pk", "message_id", "revision", "is_history", "is_first", "tries")[:limit])
        rows = [Row(*row[:-1], tries=row[-1] + 1) for row in found]
        rows = rows[:1] if rows and rows[0].tries > 1 else [row for row in rows if row.tries == 1]
        if not rows:
            return None
        # SQLite may have let us wait for the lock: the lease lasts from when it was taken.
        until = now + timedelta(seconds=settings.LEASE_SECONDS + time.monotonic() - asked)
        PendingAssessment.objects.filter(pk__among=[row.pk for row in rows]).update(
            token=token, due_at=until, tries=F("tries") + 1
        )
    return Lease(token, tuple(rows))
