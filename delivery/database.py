"""Time limits of the database in web processes (docs/decisions/0053-when-the-database-is-away.md).

Commands and the task worker have none but that of connecting: an import may take as long as it takes.
"""

from typing import Any

import psycopg
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg.errors import _WaitTimeout

CONNECT_SECONDS = 3  # libpq takes whole seconds, and at least two
ANSWER_SECONDS = 3.5  # for a server that is frozen, and cannot keep its own limits
LIMITS = {"statement_timeout": "3s", "lock_timeout": "2s"}  # search sets shorter ones for itself


class LimitedConnection(psycopg.Connection):
    """A connection on which each answer must come within ``ANSWER_SECONDS``; else it is closed."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, ANSWER_SECONDS if timeout is None else timeout)
        except _WaitTimeout as error:
            if timeout is not None:
                raise
            self.pgconn.finish()
            # Django's error, not psycopg's: Django's check of a connection would take that for a reason to try again.
            raise OperationalError(f"no answer within {ANSWER_SECONDS} seconds") from error


def limit_database_time() -> None:
    """Give every connection that this process opens from now on the limits above."""
    connections.settings["default"]["OPTIONS"]["connect_timeout"] = CONNECT_SECONDS
    connection_created.connect(_limit, dispatch_uid="delivery.database")


def _limit(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    # Django has no setting for the class of psycopg's connections. The two differ in one method only.
    connection.connection.__class__ = LimitedConnection
    with connection.cursor() as cursor:
        for name, value in LIMITS.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
