"""The protocol of a carrier, which carries rows of the outbox out."""

from datetime import datetime
from typing import Protocol

from moderation.models import Outbox
from moderation.models.outbox import OutboxQuerySet


class Unsendable(Exception):
    """Trying again would not help; the reason is for the screen."""


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

    def rows(self) -> OutboxQuerySet:
        """Find the rows that it carries, each of which no other does."""

    def carry_out(self, row: Outbox, now: datetime, /) -> Outbox.State:
        """Carry a row out. Returns its state from then on, or raises Unsendable, or why it may be tried again."""

    def close(self) -> None:
        """Let go of what the delivery needed."""
        return
