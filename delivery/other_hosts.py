"""Waiting until the other web hosts have heard of a change, before its request is answered.

PostgreSQL tells the other hosts of a commit (``LISTEN``), and they hear of it some milliseconds later. A balancer may
send the editor's next request to one of them. So the follower of each web process holds an advisory lock whose key is
the generation that it has seen, and whoever changed something waits until none of an older one is left, for at most
``PATIENCE_SECONDS``. Such a lock ends with its connection, so a host that died is not waited for
(docs/decisions/0092-all-hosts-have-heard.md).
"""

import contextlib
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

from core.generation import get_counter

PATIENCE_SECONDS = 1  # for a host that is frozen, or too busy to hear
POLL_SECONDS = 0.005
LOCK_CLASS = 7_468_123  # an arbitrary number: the first key of the advisory locks
MAX_KEY = 2**31  # generations are seconds since 1970, or more; keys of locks have 31 bits
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
BEHIND = """
    SELECT EXISTS (
        SELECT FROM pg_locks
        WHERE locktype = 'advisory' AND classid = %s AND objid::bigint < %s
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
"""


def has_other_hosts() -> bool:
    """Return whether there may be other hosts. The embedded PostgreSQL serves one, whose processes share a file."""
    return "EMBEDDED_POSTGRES_DATA" not in settings.DATABASES["default"]


class Seen:
    """Tells the others which generation this process has seen, by a lock of the connection of its follower."""

    def __init__(self) -> None:
        self._number: int | None = None

    def tell(self, database: BaseDatabaseWrapper, number: int) -> None:
        number %= MAX_KEY
        if number == self._number:
            return
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", [LOCK_CLASS, number])
            if self._number is not None:
                cursor.execute("SELECT pg_advisory_unlock_shared(%s, %s)", [LOCK_CLASS, self._number])
        self._number = number

    def forget(self) -> None:
        """The connection was lost, and its lock with it."""
        self._number = None


def wait_for_hosts(number: int) -> bool:
    """Return whether all web processes have seen the generation ``number``."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with connection.cursor() as cursor:
        while True:
            cursor.execute(BEHIND, [LOCK_CLASS, number % MAX_KEY])
            if not cursor.fetchone()[0]:
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)


class OtherHostsMiddleware:
    """Holds back the answer to a request that changed the public site until the other hosts have heard of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not has_other_hosts():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        counter = get_counter()
        if counter is None or request.method in SAFE_METHODS:
            return self.get_response(request)
        before = counter.value
        response = self.get_response(request)
        if counter.value != before:
            with contextlib.suppress(Error):  # the change is made, and its answer matters more
                wait_for_hosts(counter.value)
        return response
