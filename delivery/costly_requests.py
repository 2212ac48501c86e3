"""Limits of the work that robots cause: WSGI middleware between the page cache and Django.

What they ask for are searches, filters and pages of lists, each of them once, so that nothing of it is kept. Such a
request is charged with the work that it is: to its client (an IPv4 address, an IPv6 network), and to all of them
together. Whoever has spent more than their share gets 503 with ``Retry-After``, which robots respect; so does, while
there is a crowd of clients, whoever comes when all is spent. All other pages, and everything that is kept, cost
nothing: they can be read all the time, also by robots that take one page after the other
(docs/decisions/0082-robots.md).
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl

from django.conf import settings

from core.client_addresses import client_network, find_client_address
from core.query_parameters import count_filters

from .request_bodies import TEXT_HEADERS, Application, Environ

# Seconds are those of the thread's CPU: waiting for a turn costs nobody anything, and the database takes about as much.
CLIENT_SECONDS, WINDOW_SECONDS = 15.0, 60  # of work in each window
CROWD = 30  # clients in a window: more of them than a small site has readers who search
RATE, BURST = 0.05, 4.0  # seconds of work in each second for all clients of a crowd, and what may be saved up
FEW = 0.25  # seconds in a window: whoever has spent less comes first when little is left
MAX_CLIENTS = 20_000
RETRY_SECONDS = 30
REFUSED = "delivery.refused"  # of the WSGI environ
COSTLY_PREFIX = "/search/"


class Budget:
    """What clients have spent. Safe for threads. Addresses stay in memory, for a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._mutex = threading.Lock()
        self._left, self._updated = BURST, clock()
        self._spent: OrderedDict[str, float] = OrderedDict()
        self._window = int(clock() // WINDOW_SECONDS)

    def allows(self, client: str) -> bool:
        with self._mutex:
            now = self._clock()
            self._left = min(BURST, self._left + (now - self._updated) * RATE)
            self._updated = now
            if (window := int(now // WINDOW_SECONDS)) != self._window:
                self._window = window
                self._spent.clear()
            spent = self._spent.get(client, 0.0)
            has_reserve = self._left > (0 if spent < FEW else BURST / 2)
            return spent < CLIENT_SECONDS and (has_reserve or len(self._spent) <= CROWD)

    def charge(self, client: str, seconds: float) -> None:
        with self._mutex:
            self._left = max(-BURST, self._left - seconds)
            self._spent[client] = self._spent.get(client, 0.0) + seconds
            while len(self._spent) > MAX_CLIENTS:
                self._spent.popitem(last=False)


class CostLimits:
    def __init__(self, application: Application, budget: Budget | None = None) -> None:
        self._application, self._budget = application, budget or Budget()

    def __call__(self, environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        if not is_costly(environ):
            return self._application(environ, start_response)
        client = client_network(find_client_address(environ))
        if not self._budget.allows(client):
            environ[REFUSED] = True
            start_response("503 Service Unavailable", [*TEXT_HEADERS, ("Retry-After", str(RETRY_SECONDS))])
            return [b"There are many searches at this moment. Please try again in half a minute."]
        started = time.thread_time()
        try:
            return self._application(environ, start_response)
        finally:
            self._budget.charge(client, time.thread_time() - started)


def is_costly(environ: Environ) -> bool:
    """Return whether a request is one of those that robots invent: a search, or a list with filters or a page."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return False
    query = environ.get("QUERY_STRING", "")
    path = environ.get("PATH_INFO", "")
    if not query or path.startswith("/admin/") or f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", ""):
        return False
    if path.startswith(COSTLY_PREFIX):
        return True
    parameters = parse_qsl(query[:1000])
    return count_filters(parameters) > 0
