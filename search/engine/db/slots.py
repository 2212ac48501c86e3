"""Concurrency limit: a few searches run at once, in all processes together, and the others queue.

More searches than there are cores make each other slow, until each of them takes too long. A slot is an advisory lock
of PostgreSQL that the transaction of a search holds. When the transaction ends it is free again, also where it ends
because the process was killed; and it is not free while PostgreSQL still works for a process that is gone. PostgreSQL
gives a lock to those who wait for it in their order. Threads of one process queue in the process first, so that no
process takes all places in that order.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from psycopg.errors import LockNotAvailable

#: How many searches run at once: one a core, and two where there is but one, so that no long one stops all others.
MAX_RUNNING = max(2, os.cpu_count() or 1)
#: How long a search waits for a slot in all. Visitors who wait longer have mostly gone.
MAX_WAIT_SECONDS = 3.0
#: How long a search waits and works in all, and what part of the time that is left it may work in one go: the rest is
#: for doing it again with fewer rows, should that be too little.
MAX_SECONDS, SHARE = 4.5, 0.6
#: Tells these advisory locks from others in the same database.
_LOCK_CLASS = 7_303_016

_numbers: SimpleQueue[int] = SimpleQueue()
for _number in range(MAX_RUNNING):
    _numbers.put(_number)


class SearchOverloadedError(Exception):
    """A search could not be answered now, because of too many others or of a slow database."""


@dataclass
class Slot:
    """A place among those that search.

    ``wait_left`` is how many seconds it may still wait for PostgreSQL's lock, and ``deadline`` when the search must
    have ended, by ``time.monotonic()``.
    """

    number: int
    wait_left: float
    deadline: float

    def get_timeout_ms(self) -> int:
        """Return how many milliseconds a search that begins now may take."""
        return int((self.deadline - time.monotonic()) * SHARE * 1000)

    def lock(self, cursor: CursorWrapper) -> None:
        """Give the transaction of ``cursor`` one of the locks until it ends; wait for one where all are taken.

        Raises ``SearchOverloadedError`` when no time is left to wait. Changes ``lock_timeout`` and
        ``statement_timeout`` of the transaction.
        """
        numbers = [*range(self.number, MAX_RUNNING), *range(self.number)]
        parameters = [value for number in numbers for value in (_LOCK_CLASS, number)]
        # CASE stops at the first lock that is free.
        tries = " ".join(["WHEN pg_try_advisory_xact_lock(%s, %s) THEN true"] * MAX_RUNNING)
        cursor.execute(f"SELECT CASE {tries} ELSE false END", parameters)
        if not cursor.fetchone()[0]:
            self._wait(cursor)

    def _wait(self, cursor: CursorWrapper) -> None:
        timeout_ms = int(self.wait_left * 1000)
        if timeout_ms < 1:
            raise SearchOverloadedError
        start = time.monotonic()
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', '0', true)",
            [f"{timeout_ms}ms"],
        )
        try:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_CLASS, self.number])
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                raise SearchOverloadedError from error
            raise
        finally:
            self.wait_left -= time.monotonic() - start


@contextmanager
def wait_for_slot() -> Iterator[Slot]:
    """Yield a slot as soon as few enough threads of this process have one.

    Raises ``SearchOverloadedError`` when that takes longer than ``MAX_WAIT_SECONDS``.
    """
    start = time.monotonic()
    try:
        number = _numbers.get(timeout=MAX_WAIT_SECONDS)
    except Empty:
        raise SearchOverloadedError from None
    try:
        yield Slot(number, MAX_WAIT_SECONDS - (time.monotonic() - start), start + MAX_SECONDS)
    finally:
        _numbers.put(number)
