"""Rows that are work, each leased by one process at a time."""

import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

Row = TypeVar("Row", bound="Leased")
Choice = Callable[[list[Any]], list[Any]]


class LeasedQuerySet(models.QuerySet[Row]):
    def unfinished(self) -> Self:
        """Return the rows that still have something to be done.

        Each table says which.
        """
        raise NotImplementedError

    def due(self, now: datetime) -> Self:
        """Return the rows that nobody holds, or whose lease ran out."""
        return self.unfinished().filter(due_at__lte=now).order_by("due_at", "pk")

    def held(self, token: uuid.UUID | None) -> Self:
        """Return the rows that still carry this token, so that its holder may write them."""
        return self.unfinished().filter(token=token) if token else self.none()

    def lease(
        self, now: datetime, limit: int, *, columns: tuple[str, ...] = ("pk",), choose: Choice = list
    ) -> tuple[uuid.UUID, list[tuple[Any, ...]]]:
        """Lease the rows that `choose` leaves of the next `limit` that are due.

        The lease is committed before anything is done with them. Returns the token, and these columns as they were
        found, where `tries` does not count this one yet.
        """
        token, asked = uuid.uuid4(), time.monotonic()
        with transaction.atomic():
            # Locked rows are being leased by another worker, so the next ones are taken instead.
            due = self.due(now).select_for_update(skip_locked=True)
            rows = choose(list(due.values_list(*columns, named=True)[:limit]))
            # SQLite may have waited for the lock, and the lease counts from when it was taken.
            until = now + timedelta(seconds=settings.LEASE_SECONDS + time.monotonic() - asked)
            mine = self.filter(pk__among=[row.pk for row in rows])
            mine.update(token=token, due_at=until, tries=F("tries") + 1)
        return token, rows


class Leased(models.Model):
    """A row that is work.

    `due_at` is when it may next be worked on. A lease moves that on, under a token that guards what is written.
    """

    due_at = models.DateTimeField(default=timezone.now)
    token = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        abstract = True
