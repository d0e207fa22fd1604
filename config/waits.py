"""Limits on this process's waiting for the database."""

from dataclasses import dataclass
from typing import Any

# Seconds between the server's own time-out and giving up its answer.
GRACE = 2


@dataclass(frozen=True, slots=True)
class Waits:
    """Limits in seconds, where None has no end.

    They are for SQLite's lock, and for PostgreSQL's connection, lock, statement, and idling between two statements of a
    transaction.
    """

    sqlite: int
    connect: int
    lock: int | None = None
    statement: int | None = None
    idle: int | None = None

    def on_postgresql(self, **given: Any) -> dict[str, Any]:
        """Return the options of a connection."""
        bounds = {
            "lock_timeout": self.lock,
            "statement_timeout": self.statement,
            "idle_in_transaction_session_timeout": self.idle,
        }
        words = [f"-c {name}={seconds}s" for name, seconds in bounds.items() if seconds]
        ours: dict[str, Any] = {
            "connect_timeout": self.connect,
            # A server or network that vanished is noticed within a minute.
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 60_000,
        }
        if self.statement:
            ours["answer_seconds"] = self.statement + GRACE
        # Those of DATABASE_URL come last, and so win.
        return ours | given | {"options": " ".join(filter(None, [*words, given.get("options")]))}


# A person waits for the page, but getting SQLite's lock may take seconds.
WEB = Waits(sqlite=10, connect=3, lock=5, statement=10, idle=30)
# A job has a minute for a batch, and its lease three.
BACKGROUND = Waits(sqlite=20, connect=10, lock=30, statement=60, idle=120)
# A migration, an import or a count of everything may take hours.
COMMAND = Waits(sqlite=20, connect=10)

# The limits of this process. wsgi.py and manage.py set them before the settings are read.
mine = COMMAND
