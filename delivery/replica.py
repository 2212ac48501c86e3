"""Reading from a replica (``DATABASE_REPLICA_URL``): WSGI middleware and what a process knows of that replica.

A request without a cookie, which only reads, gets a connection to the replica (``core.database_roles``). It may be
answered from there if the replica has the generation of the site that this machine knows of: what is rendered is kept
as a page of that generation. What raises no generation, as the index of the search, may be ``REPLICA_MAX_LAG`` seconds
old. A replica that fails, lags or is no replica any more is left out, and the request goes to the primary; and where
the primary is away, reading goes on from the replica (docs/decisions/0080-growing-past-one-machine.md).
"""

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from functools import cached_property

from django.conf import settings
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from core.database_roles import REPLICA, get_primary_paths, let_primary_be_lent, make_replica_connection
from core.generation import get_counter

from .connection_slots import ConnectionSlots
from .request_bodies import Application, Environ
from .unavailable import UNAVAILABLE

logger = logging.getLogger(__name__)

PROBE_SECONDS = 1
#: Whoever is known may have written; files are sent as streams; and health is that of the primary.
PRIMARY_PREFIXES = ("/admin/", "/_util/", "/documents/", "/health/")
ASKED = "delivery.replica_was_asked"  # of the WSGI environ: it was neither late nor were its connections in use


class Replica:
    """Whether the replica answers, and by how much it lags. A thread looks every ``PROBE_SECONDS``.

    PostgreSQL tells when the last transaction was replayed, which says nothing where none is made. So the position of
    the primary's write-ahead log is noted with the time: the replica lags by the age of the last position it has.
    """

    def __init__(
        self,
        primary: BaseDatabaseWrapper,
        replica: BaseDatabaseWrapper,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._primary, self._replica, self._clock = primary, replica, clock
        self._positions: deque[tuple[float, int]] = deque([(-math.inf, 0)])
        self._primary_seen = -math.inf
        self.is_usable = False
        self.problem = "It has not been asked yet."

    def start(self) -> None:
        threading.Thread(target=self._run, name="replica", daemon=True).start()

    def _run(self) -> None:
        while True:
            self.probe()
            time.sleep(PROBE_SECONDS)

    @property
    def lag(self) -> float:
        """Seconds, at the last time when the primary answered; infinite before the replica had caught up."""
        return self._primary_seen - self._positions[0][0]

    def probe(self) -> None:
        asked_at = self._clock()
        try:
            (position,) = self._ask(self._primary, "SELECT pg_current_wal_lsn() - '0/0'")
        except Error:
            pass  # the log says so elsewhere; the replica is judged by what was known last
        else:
            self._primary_seen = asked_at
            self._positions.append((self._primary_seen, position))
        try:
            is_replica, replayed = self._ask(
                self._replica, "SELECT pg_is_in_recovery(), coalesce(pg_last_wal_replay_lsn() - '0/0', 0)"
            )
        except Error as error:
            return self._set_problem(f"It does not answer: {str(error).strip().partition(chr(10))[0]}")
        while len(self._positions) > 1 and self._positions[1][1] <= replayed:
            self._positions.popleft()
        if not is_replica:
            return self._set_problem("It is no replica (any more): it takes changes itself.")
        if self.lag > settings.REPLICA_MAX_LAG:
            return self._set_problem(f"It lags by more than {settings.REPLICA_MAX_LAG} seconds.")
        return self._set_problem("")

    def leave_out(self, reason: object) -> None:
        """Do not use the replica until it answers again."""
        self._set_problem(f"A request failed there: {reason}")

    def _set_problem(self, problem: str) -> None:
        if bool(problem) == self.is_usable:
            logger.warning("The replica is %s", f"left out: {problem}" if problem else "used.")
        self.problem, self.is_usable = problem, not problem

    def _ask(self, database: BaseDatabaseWrapper, question: str) -> tuple:
        database.close_if_unusable_or_obsolete()
        try:
            with database.cursor() as cursor:
                cursor.execute(question)
                return cursor.fetchone()
        except Error:
            database.close()
            raise


class _Process:
    replica: Replica | None = None


def get_problem() -> str | None:
    """Return why the replica is left out, "" if it is used; None where this process reads from none."""
    return None if _Process.replica is None else _Process.replica.problem


class CurrentReads:
    """Django on a connection to the replica, if that has the generation of the site that this machine knows of."""

    def __init__(self, application: Application) -> None:
        self._application = application
        #: The generation that was last seen on a connection of the driver.
        self._seen: dict[BaseDatabaseWrapper, tuple[object, int]] = {}

    def __call__(self, environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        if self._is_current(connections["default"]):
            environ[ASKED] = True
            return self._application(environ, start_response)
        start_response("503 Service Unavailable", [])
        return []

    def _is_current(self, wrapper: BaseDatabaseWrapper) -> bool:
        counter = get_counter()
        if counter is None:  # no page is kept
            return True
        wanted = counter.value
        connected, seen = self._seen.get(wrapper, (None, -1))
        if connected is None or connected is not wrapper.connection or seen < wanted:
            wrapper.close_if_unusable_or_obsolete()  # as Django does before each request
            with wrapper.cursor() as cursor:
                cursor.execute("SELECT number FROM delivery_generation")
                row = cursor.fetchone()
            seen = row[0] if row else 0
            self._seen[wrapper] = wrapper.connection, seen
        return seen >= wanted


class ReplicaReads:
    """Sends requests that only read to the replica, and all others, and those that fail there, to the primary."""

    def __init__(self, application: Application, primary: ConnectionSlots, replica: Replica) -> None:
        self._primary, self._replica = primary, replica
        self._reads = ConnectionSlots(CurrentReads(application), waiting=0, make=make_replica_connection)
        let_primary_be_lent(primary.lend)

    @cached_property
    def _primary_paths(self):
        return get_primary_paths()  # once all apps are loaded

    def __call__(self, environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        if not (self._replica.is_usable and self._only_reads(environ)):
            return self._primary(environ, start_response)
        attempt = dict(environ)
        started: list[tuple] = []
        try:
            answer = self._reads(attempt, lambda *arguments: started.append(arguments))
        except Error as error:
            self._replica.leave_out(error)
            return self._primary(environ, start_response)
        reason = attempt.get(UNAVAILABLE)
        if ASKED in attempt and reason is None:
            start_response(*started[-1])
            return answer
        if hasattr(answer, "close"):
            answer.close()
        if reason is not None and reason.name == "AWAY":
            self._replica.leave_out("it does not answer")
        return self._primary(environ, start_response)

    def _only_reads(self, environ: Environ) -> bool:
        path = environ.get("PATH_INFO", "")
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and not path.startswith(PRIMARY_PREFIXES)
            and not any(name in environ for name in ("HTTP_COOKIE", "HTTP_AUTHORIZATION"))
            and not self._primary_paths.search(path)
        )


def read_from_replica(application: Application) -> Application:
    """Return ``application`` behind its connections: those of the primary, and of the replica if there is one."""
    primary = ConnectionSlots(application)
    if REPLICA not in connections.settings:
        return primary
    watcher = connections.create_connection("default")
    watcher.inc_thread_sharing()
    replica = Replica(watcher, make_replica_connection())
    replica.start()
    _Process.replica = replica
    return ReplicaReads(application, primary, replica)
