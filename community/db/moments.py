"""Read PostgreSQL's timestamps with Python's own parser.

It takes a tenth of the driver's time.
"""

from datetime import UTC, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def read_fast(*, connection: BaseDatabaseWrapper, **_sent: Any) -> None:
    """Register the fast parser on a new connection to PostgreSQL.

    SQLite returns text, and needs none.
    """
    # Another zone than UTC is Django's own business.
    if connection.vendor != "postgresql" or connection.timezone != UTC:
        return
    # Its driver is there only where PostgreSQL is.
    from psycopg.types.datetime import TimestamptzLoader  # noqa: PLC0415

    class MomentLoader(TimestamptzLoader):
        # Django asks each cursor's loader, and puts its own in the place of one that has another zone.
        timezone = UTC

        def load(self, data: Any) -> datetime:
            try:
                return datetime.fromisoformat(bytes(data).decode())
            except ValueError:
                # Before the year 1, after 9999, and infinity: the driver says which.
                return super().load(data)

    connection.connection.adapters.register_loader("timestamptz", MomentLoader)


def install() -> None:
    connection_created.connect(read_fast, dispatch_uid="moments are read fast")
