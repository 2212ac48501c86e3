"""Parallel queries: a second connection to PostgreSQL runs one part of a search while the first runs another."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from functools import cache, partial
from threading import Lock
from typing import TypeVar

from django.db import close_old_connections, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from core.database_roles import is_replica, make_replica_connection, use_connection

from .session import limit_wait, persistent_session

T = TypeVar("T")

_executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
_is_free = Lock()


def run_in_parallel(query: Callable[[], T]) -> Callable[[], T]:
    """Start ``query``, which runs a part of a search, and return a function that waits for its result.

    It runs at once, on the search's own connection, where another one would not see everything (in a transaction that
    was begun before the search), and while another search has the second one: then there is no core to spare.
    """
    if connection.savepoint_ids or not _is_free.acquire(blocking=False):
        result = query()
        return lambda: result
    future = _executor.submit(_run_on_own_connection, query, is_replica())
    future.add_done_callback(lambda _done: _is_free.release())
    return partial(_wait_for, future)


def _wait_for(future: Future[T]) -> T:
    with limit_wait() as seconds:
        return future.result(seconds)


def split_in_two(query: Callable[[int], list[T]]) -> list[T]:
    """Return what ``query`` finds in one half of some rows (it is called with 0) and in the other (1)."""
    second = run_in_parallel(partial(query, 1))
    return query(0) + second()


@cache
def _get_replica() -> BaseDatabaseWrapper:
    return make_replica_connection()


def _run_on_own_connection(query: Callable[[], T], on_replica: bool) -> T:
    with use_connection(_get_replica()) if on_replica else nullcontext():
        # As Django does before each request.
        close_old_connections()
        with persistent_session():
            return query()


def close_second_connection() -> None:
    """Close the second connection, so that the database can be dropped; it is opened again when it is needed."""
    _executor.submit(connections.close_all).result()
