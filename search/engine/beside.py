"""A second connection to PostgreSQL, which works on one part of a search while the first works on another."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import TypeVar

from django.db import close_old_connections, connection, connections

from .planning import lasting_settings

T = TypeVar("T")

_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
_free = Lock()


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin ``work``, which asks PostgreSQL on behalf of a search, and return what waits for its result.

    It is done at once, on the search's own connection, where another one would not see everything (in a transaction
    that was begun before the search), and while another search has the second one: then there is no core to spare.
    """
    if connection.savepoint_ids or not _free.acquire(blocking=False):
        result = work()
        return lambda: result
    begun = _thread.submit(_on_its_own_connection, work)
    begun.add_done_callback(lambda _done: _free.release())
    return begun.result


def in_halves(ask: Callable[[int], list[T]]) -> list[T]:
    """Return what ``ask`` finds of one half of some rows (it is given 0) and of the other (1)."""
    second = beside(partial(ask, 1))
    return ask(0) + second()


def _on_its_own_connection(work: Callable[[], T]) -> T:
    # As Django does before each request.
    close_old_connections()
    with lasting_settings():
        return work()


def close() -> None:
    """Close the second connection, so that the database can be dropped; it is opened again when it is needed."""
    _thread.submit(connections.close_all).result()
