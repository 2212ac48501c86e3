"""Time limits of the database, of web processes and of the worker (docs/decisions/0053-when-the-database-is-away.md).

Other commands have none but that of connecting: an import or a migration may take as long as it takes.
"""

import logging
import time
from typing import Any

import psycopg
from django.conf import settings
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg.errors import _WaitTimeout

from .metrics import count_slow_query

slow_logger = logging.getLogger("roundtable.slow_queries")

MAX_SQL_LENGTH = 2000


class LimitedConnection(psycopg.Connection):
    """A connection on which each answer must come within ``ANSWER_SECONDS``; else it is closed.

    ``SETTINGS`` are PostgreSQL's own limits. A server that is frozen cannot keep them, so that this side waits a little
    longer and gives up itself.
    """

    CONNECT_SECONDS: int  # libpq takes whole seconds, and at least two
    ANSWER_SECONDS: float
    SETTINGS: dict[str, str]

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, self.ANSWER_SECONDS if timeout is None else timeout)
        except _WaitTimeout as error:
            if timeout is not None:
                raise
            self.pgconn.finish()
            # Django's error, not psycopg's: Django's check of a connection would take that for a reason to try again.
            raise OperationalError(f"no answer within {self.ANSWER_SECONDS} seconds") from error


class WebConnection(LimitedConnection):
    CONNECT_SECONDS = 3
    ANSWER_SECONDS = 3.5
    SETTINGS = {"statement_timeout": "3s", "lock_timeout": "2s"}  # search sets shorter ones for itself


class WorkerConnection(LimitedConnection):
    """Of background tasks and jobs, imports included: they make many statements, of which none takes minutes."""

    CONNECT_SECONDS = 30
    ANSWER_SECONDS = 630
    SETTINGS = {"statement_timeout": "10min", "lock_timeout": "2min"}


def log_slow_query(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Log a statement that takes longer than ``SLOW_QUERY_MILLISECONDS``, without its values."""
    started = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (time.perf_counter() - started) * 1000
        if milliseconds > settings.SLOW_QUERY_MILLISECONDS > 0:
            count_slow_query()
            shown = " ".join(str(sql).split())[:MAX_SQL_LENGTH]
            slow_logger.warning("Slow query: %s", shown, extra={"milliseconds": round(milliseconds)})


def limit_database_time(kind: type[LimitedConnection]) -> None:
    """Give every connection that this process opens from now on the limits of ``kind``."""
    for configured in connections.settings.values():
        configured["OPTIONS"]["connect_timeout"] = kind.CONNECT_SECONDS

    def limit(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
        # Django has no setting for the class of psycopg's connections. They differ in one method only.
        connection.connection.__class__ = kind
        with connection.cursor() as cursor:
            for name, value in kind.SETTINGS.items():
                cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        if log_slow_query not in connection.execute_wrappers:
            connection.execute_wrappers.insert(0, log_slow_query)

    connection_created.connect(limit, weak=False, dispatch_uid="delivery.database")
