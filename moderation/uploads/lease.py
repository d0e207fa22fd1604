"""Lease an upload by a token and an expiry that moves with every batch."""

import time
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from moderation.models import Upload

# The pace, kept among the counts while a worker is at it.
PACE = ("a_second", "bytes_a_second")


class Lost(Exception):
    """The work was cancelled, or another worker goes on with it."""


@dataclass(slots=True)
class Lease:
    """An upload that is this worker's while its row carries the token.

    Nobody else takes it before it falls due.
    """

    upload: Upload
    token: uuid.UUID
    began: float = field(default_factory=time.monotonic)
    records: int = 0

    @property
    def is_worn_out(self) -> bool:
        return self.upload.tries > settings.TRIES

    def move_on(self, at: int, records: int) -> None:
        """Store how far the file is read, and extend the lease.

        Raises Lost when it is not this worker's any more.
        """
        self.records += records
        spent = max(time.monotonic() - self.began, 0.001)
        pace = (round(self.records / spent, 1), round(at / spent, 1))
        self.upload.counts = self.upload.counts | dict(zip(PACE, pace, strict=True))
        until = timezone.now() + timedelta(seconds=settings.LEASE_SECONDS)
        # The error of an earlier try is over.
        self.change(due_at=until, bytes_read=at, counts=self.upload.counts, tries=self.upload.tries, error="")

    def end(self, **changes: Any) -> None:
        self.change(token=None, due_at=timezone.now(), **changes)

    def change(self, **changes: Any) -> None:
        # The state is guarded too, so that no change of it goes unseen.
        held = Upload.objects.held(self.token).filter(pk=self.upload.pk, state=self.upload.state)
        if not held.update(**changes):
            raise Lost


def lease() -> Lease | None:
    """Lease the upload that waited longest, or return None."""
    token, _ = Upload.objects.lease(timezone.now(), limit=1)
    upload = Upload.objects.held(token).first()
    return Lease(upload, token) if upload else None
