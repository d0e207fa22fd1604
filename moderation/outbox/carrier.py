"""The protocol of a carrier, which carries rows of the outbox out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from moderation.models import Outbox
from moderation.models.outbox import OutboxQuerySet

# What a carrier chooses by.
COLUMNS = ("pk", "community_id", "recipient_id", "escalation_id")


class Unsendable(Exception):
    """Trying again would not help; the reason is for the screen."""


class Postponed(Exception):
    """It is to wait until a moment, which is no failed try."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class Carrier(Protocol):
    """Carries some of the rows out, for one delivery."""

    # Of its lane.
    name: str
    # What a row may take.
    seconds_a_row: float
    # In seconds, after each try that failed; once they are used up, the row has failed.
    waits: tuple[int, ...]
    # Whether it cannot be reached at all just now, so that other rows need not be tried.
    is_away: bool = False
    # How many of the next rows are looked at for one go.
    looks_at: int = 1

    def rows(self) -> OutboxQuerySet:
        """Find the rows that it carries, each of which no other does."""

    def choose(self, rows: list[Any], /) -> list[Any]:
        """Choose which of the next rows, by their `COLUMNS`, go out in one go: the first, and what is like it."""
        return rows[:1]

    def check(self, _row: Outbox, _now: datetime, /) -> None:
        """Raise Unsendable where this row can never leave, though others with it may."""
        return

    def carry_out(self, row: Outbox, now: datetime, /) -> Outbox.State:
        """Carry a row out.

        Returns its state from then on, or raises Unsendable, or Postponed, or why it may be tried again.
        """

    def carry_out_all(self, rows: Sequence[Outbox], now: datetime, /) -> Outbox.State:
        """Carry out a row and those that go with it, the first of them first."""
        return self.carry_out(rows[0], now)

    def close(self) -> None:
        """Let go of what the delivery needed."""
        return
