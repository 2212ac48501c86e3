"""Database sessions of a search: planner settings, prepared statements and a time limit."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakSet

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from core.django_compat import is_pooled, prepared_statements

from .slots import Slot

#: What the statements of a search may take together: a second of PostgreSQL's own work. PostgreSQL measures the time
#: that passes. As few searches run at once (``slots``), that is at most twice as long, unless other programs disturb.
TIMEOUT_MS = 2000
#: The time left is told to PostgreSQL again whenever this much was used up: telling it takes time, too.
_TIMEOUT_STEP_MS = 20
#: The connections that have their settings until they are closed.
_configured_connections: WeakSet = WeakSet()
#: The planner would rather read the whole table, be it in the order of another index, than trust the one of words with
#: a common word, which takes forty times as long (every vector is unpacked). What is left to it are bitmaps. For a
#: prepared statement it does not know how much will be found, and would sort thousands of rows to group them. And
#: compiling a statement takes longer than running it.
_PLANNER_SETTINGS = {
    "enable_seqscan": "off",
    "enable_indexscan": "off",
    "enable_mergejoin": "off",
    "enable_sort": "off",
    "jit": "off",
}
PREPARED_AFTER = 5  # times that a connection has run a statement: it takes longer to plan some than to run them
_SETTINGS = (*_PLANNER_SETTINGS, "statement_timeout", "lock_timeout")


class SearchTimeoutError(Exception):
    """The statements of a search took all the time that they may."""


class TimeBudget:
    """Lets the statements of a block take ``timeout_ms`` milliseconds together. Django calls it for each of them."""

    def __init__(self, timeout_ms: float):
        self.left = self.announced = timeout_ms

    def __call__(self, execute, sql, params, many, context):
        if self.left < 1:
            raise SearchTimeoutError
        if self.left < self.announced - _TIMEOUT_STEP_MS:
            self.announced = self.left
            execute("SELECT set_config('statement_timeout', %s, true)", [f"{self.left:.0f}ms"], False, context)
        start = time.perf_counter()
        try:
            with _translate_timeout():
                return execute(sql, params, many, context)
        finally:
            self.left -= (time.perf_counter() - start) * 1000


@contextmanager
def limit_wait() -> Iterator[float | None]:
    """Count the time of the block, which waits for another connection, as if a statement of the search took it.

    Yields the seconds that are left: None where nothing limits them.
    """
    budget = next((one for one in connection.execute_wrappers if isinstance(one, TimeBudget)), None)
    start = time.perf_counter()
    try:
        yield max(budget.left, 0) / 1000 if budget else None
    except TimeoutError as error:
        raise SearchTimeoutError from error
    finally:
        if budget:
            budget.left -= (time.perf_counter() - start) * 1000


@contextmanager
def _translate_timeout():
    """Raise ``SearchTimeoutError`` where PostgreSQL cancels a statement."""
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise SearchTimeoutError from error
        raise


@contextmanager
def search_session(timeout_ms: int, slot: Slot | None = None):
    """Run the block in a transaction with the settings of a search; afterwards they are as they were.

    With a ``slot`` it waits for PostgreSQL's lock first, and holds it until the transaction ends. The wait is not
    part of ``timeout_ms``, but after a long one there may be less time than that. Raises ``SearchTimeoutError`` when
    the block's statements have taken all their time, and ``SearchOverloadedError`` when the wait is too long.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        nested = len(connection.savepoint_ids) > 0
        before = _read_settings(cursor, _SETTINGS) if nested else {}
        if slot:
            slot.lock(cursor)
            timeout_ms = min(timeout_ms, slot.get_timeout_ms())
        settings = {**_PLANNER_SETTINGS, "statement_timeout": f"{max(timeout_ms, 1)}ms", "lock_timeout": "0"}
        _apply_settings(cursor, settings)
        with connection.execute_wrapper(TimeBudget(timeout_ms)), prepared_statements(connection, PREPARED_AFTER):
            yield
        # The end of the transaction ends them, and so does a rollback to a savepoint; but an outer transaction goes on.
        if before:
            _apply_settings(cursor, before)


@contextmanager
def persistent_session():
    """Run the block on a connection that runs nothing but searches: it gets its settings once.

    Raises ``SearchTimeoutError`` when one statement has taken ``TIMEOUT_MS``.
    """
    if is_pooled(connection):
        with search_session(TIMEOUT_MS):
            yield
        return
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    if connection.connection not in _configured_connections:
        with connection.cursor() as cursor:
            _apply_settings(cursor, {**_PLANNER_SETTINGS, "statement_timeout": f"{TIMEOUT_MS}ms"}, permanently=True)
        _configured_connections.add(connection.connection)
    with _translate_timeout(), prepared_statements(connection, PREPARED_AFTER):
        yield


def _read_settings(cursor, names) -> dict[str, str]:
    """Return what the settings of these names are now."""
    cursor.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in names))
    return dict(zip(names, cursor.fetchone(), strict=True))


def _apply_settings(cursor, settings: dict[str, str], *, permanently: bool = False) -> None:
    """Apply ``settings`` until the end of the transaction or, ``permanently``, of the connection."""
    local = "false" if permanently else "true"
    cursor.execute(
        "SELECT " + ", ".join(f"set_config(%s, %s, {local})" for _setting in settings),
        [part for setting in settings.items() for part in setting],
    )
