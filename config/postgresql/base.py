"""Connections that give up waiting for an answer."""

from typing import Any, TypeVar

from django.db.backends.postgresql import base
from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus

Answer = TypeVar("Answer")
# Without an answer to SELECT 1 by then, a new connection is made.
HEALTH_SECONDS = 1.0


class BoundedConnection(Connection[Any]):
    """A connection that waits `answer_seconds` for each answer, or without end.

    A server that hangs ends no statement, whatever its own time-outs say, and keeps the connection alive.
    """

    answer_seconds: float | None = None

    def wait(self, gen: PQGen[Answer], interval: float = 0.1, timeout: float | None = None) -> Answer:
        try:
            return super().wait(gen, interval, self.answer_seconds if timeout is None else timeout)
        except OperationalError:
            # An answer that may still come would be taken for that of the next statement.
            if self.info.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper with the option `answer_seconds`.

    Without the option it waits as long as it takes.
    """

    connection: BoundedConnection

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params.pop("answer_seconds", None)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> BoundedConnection:
        made = super().get_new_connection(conn_params)
        # Django has no setting for the class of the connection.
        made.__class__ = BoundedConnection
        made.answer_seconds = self.settings_dict["OPTIONS"].get("answer_seconds")
        return made

    def is_usable(self) -> bool:
        """Tell whether the connection still answers, before it is used again."""
        if self.connection is None:
            return False
        patience, self.connection.answer_seconds = self.connection.answer_seconds, HEALTH_SECONDS
        try:
            return bool(super().is_usable())
        finally:
            self.connection.answer_seconds = patience
