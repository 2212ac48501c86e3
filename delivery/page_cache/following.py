"""The thread of a web process that keeps its copy of the generation right, whoever changed the site.

It hears of commits of other processes and machines by LISTEN. Once it is connected (again), and twice a minute, it
compares the copy with the database: a notification may have been missed.
"""

import logging
import select
import threading
import time
from collections.abc import Callable

from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from core.shared_counter import SharedCounter

from ..generation import reconcile
from ..other_hosts import Seen, has_other_hosts

logger = logging.getLogger(__name__)

COMPARE_SECONDS = 30
RETRY_SECONDS = 1


class Follower:
    """Keeps ``counter`` equal to the database's generation, over a connection of its own.

    ``on_change`` is called after the number has changed, and must not take long.
    """

    def __init__(self, counter: SharedCounter, on_change: Callable[[], object] = lambda: None) -> None:
        self._counter, self._on_change = counter, on_change
        self._seen = -1
        self._database: BaseDatabaseWrapper = connections["default"].copy()
        self._has_failed = False
        self._seen_here = Seen() if has_other_hosts() else None

    def start(self) -> None:
        """Compare once, so that the first request is answered rightly, and go on in a thread."""
        self._compare()
        threading.Thread(target=self._run, name="generation", daemon=True).start()

    def _run(self) -> None:
        self._database.inc_thread_sharing()  # it was connected by the thread that started the process
        while True:
            if not self._compare():
                time.sleep(RETRY_SECONDS)
                continue
            try:
                # A connection that was lost can be read, too: then the comparison fails, and the next one connects.
                select.select([self._database.connection.fileno()], [], [], COMPARE_SECONDS)
            except (Error, OSError, ValueError):
                self._close()

    def _close(self) -> None:
        self._database.close()
        if self._seen_here:
            self._seen_here.forget()

    def _compare(self) -> bool:
        """Return whether the database answered. Reading the answer also reads the notifications that came."""
        try:
            self._database.ensure_connection()
            reconcile(self._database, self._counter)
            if self._seen_here:
                self._seen_here.tell(self._database, self._counter.value)
        except Exception as error:
            # Whatever it is, this thread must live on: without it, changes of other machines would not be seen.
            if not self._has_failed:
                logger.warning("The generation cannot be read: %s", str(error).partition("\n")[0])
            self._has_failed = True
            self._close()
            return False
        self._has_failed = False
        if self._counter.value != self._seen:
            self._seen = self._counter.value
            self._on_change()
        return True
