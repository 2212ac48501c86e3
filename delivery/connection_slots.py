"""A bounded number of database connections for the many threads of a web process: WSGI middleware.

A request that needs the database takes one of ``CONNECTIONS``, or waits in its thread until one is free. As long as the
database is frozen, those that have one and those that wait take only a part of the threads. The rest answer what needs
no database, above all ``/health/live/`` (docs/decisions/0059-threads-and-connections.md).
"""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from core.database_roles import use_connection

from .independent_paths import INDEPENDENT_PREFIXES
from .request_bodies import MAX_BODIES, TEXT_HEADERS, Application, Environ

CONNECTIONS = 8  # of each database, should there be a replica as well (delivery.replica)
MAX_WAITING = 36  # requests, for a connection
WAIT_SECONDS = 3.0
SPARE = 8  # threads that are free even when everything else is taken
THREADS = 2 * CONNECTIONS + MAX_WAITING + MAX_BODIES + SPARE


class ConnectionSlots:
    """Hands out connections of a database, by default of the primary, each to one request at a time."""

    def __init__(
        self,
        application: Application,
        number: int = CONNECTIONS,
        waiting: int = MAX_WAITING,
        make: Callable[[], BaseDatabaseWrapper] | None = None,
    ) -> None:
        self.application = application
        self._make = make or make_connection
        self._places = threading.BoundedSemaphore(number + waiting)
        #: The one that was used last is taken first, so that the others may grow old and be closed.
        self._free: queue.LifoQueue[BaseDatabaseWrapper | None] = queue.LifoQueue()
        for _ in range(number):
            self._free.put(None)  # made when it is needed for the first time

    def __call__(self, environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(INDEPENDENT_PREFIXES):
            return self.application(environ, start_response)
        if not self._places.acquire(blocking=False):
            return refuse(start_response)
        try:
            wrapper = self._free.get(timeout=WAIT_SECONDS)
        except queue.Empty:
            self._places.release()
            return refuse(start_response)
        wrapper = wrapper or self._make()
        connections["default"] = wrapper
        try:
            return Response(self.application(environ, start_response), lambda: self._give_back(wrapper))
        except BaseException:
            self._give_back(wrapper)
            raise

    @contextmanager
    def lend(self) -> Iterator[None]:
        """Let the block use a connection, as a part of a request that has one of another database."""
        try:
            wrapper = self._free.get(timeout=WAIT_SECONDS)
        except queue.Empty as error:
            raise OperationalError("All connections are in use.") from error
        wrapper = wrapper or self._make()
        try:
            with use_connection(wrapper):
                yield
        finally:
            self._free.put(wrapper)

    def _give_back(self, wrapper: BaseDatabaseWrapper) -> None:
        if connections["default"] is wrapper:  # else a server closes answers in another thread
            del connections["default"]
        self._free.put(wrapper)
        self._places.release()


class Response:
    """The answer of the application, which gives the connection back when the server closes it (PEP 3333)."""

    def __init__(self, content: Iterable[bytes], give_back: Callable[[], None]) -> None:
        self._content, self._give_back, self._is_open = content, give_back, True

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._content)

    def close(self) -> None:
        if not self._is_open:
            return
        self._is_open = False
        try:
            if hasattr(self._content, "close"):
                self._content.close()
        finally:
            self._give_back()

    def __del__(self) -> None:
        # A server that drops an answer without closing it must not cost a connection.
        self.close()


def make_connection() -> BaseDatabaseWrapper:
    """Return a connection of the default database that any thread may use, one at a time."""
    wrapper = connections.create_connection("default")
    wrapper.inc_thread_sharing()
    return wrapper


def refuse(start_response: Callable[..., object]) -> list[bytes]:
    start_response("503 Service Unavailable", [*TEXT_HEADERS, ("Retry-After", "5")])
    return [b"The site has more to do than it can at this moment. Please try again in a few seconds."]
