"""The page cache: WSGI middleware in front of Django that sends kept answers (docs/decisions/0068-page-cache.md).

A page is fresh while the generation is the one it was made in. After that the next request renders it anew; others of
the same page wait for that a moment, then get the old copy. If Django cannot answer, e.g. as the database is away, the
old copy is sent, however old.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

from core.shared_counter import SharedCounter

from ..costly_requests import REFUSED
from .requests import Application, Environ, Key, RequestReader, make_anonymous
from .responses import Page, Response, StartResponse, may_be_kept
from .shared import FilesAndShared
from .storage import Files, Flight, Memory, NotFound

WAIT_SECONDS = 1  # for another request that renders the page
RETRY_SECONDS = 0.5  # from one 503 to the next attempt, for pages of which there is an old copy
MAX_NOT_KEPT = 5000


class PageCache:
    """``on_change`` is called before Django once the generation has changed, to empty other caches of the process.

    ``publish`` gets each page that has been rendered and kept, with its key (``delivery.edge``).
    """

    def __init__(
        self,
        application: Application,
        counter: SharedCounter,
        memory: Memory[Page],
        files: Files | FilesAndShared,
        on_change: Callable[[], object] = lambda: None,
        publish: Callable[[Key, Page], object] = lambda key, page: None,
    ) -> None:
        self._django, self._counter, self._on_change = application, counter, on_change
        self._memory, self._files, self._not_found = memory, files, NotFound()
        self._publish = publish
        self._reader = RequestReader()
        self._seen = -1
        self._retry_at = 0.0  # on the monotonic clock
        self._flights: dict[Key, Flight] = {}
        self._mutex = threading.Lock()
        # Pages that turned out to be different for each client, with the generation in which they did.
        self._not_kept: OrderedDict[Key, int] = OrderedDict()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        key = self._reader.get_key(environ)
        if key is None:
            return self._call_django(environ, start_response)
        page = self._memory.get(key) or self._not_found.get(key)
        if page is not None and page.generation == self._counter.value and self._suits(page, key, environ):
            return page.answer(environ, start_response, "hit")
        return self._find_or_render(key, page, environ, start_response)

    def _suits(self, page: Page, key: Key, environ: Environ) -> bool:
        """Return whether ``page`` answers the request. A redirect or its absence may depend on dropped parameters."""
        return page.status[:3] == "200" or environ.get("QUERY_STRING", "") == key.query

    def _call_django(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        generation = self._counter.value
        if generation != self._seen:
            self._on_change()
            self._seen = generation
        return self._django(environ, start_response)

    def _find_or_render(
        self, key: Key, page: Page | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        generation = self._counter.value
        if self._not_kept.get(key) == generation:
            return self._call_django(environ, start_response)
        stored = self._files.get(key)
        if stored and (page is None or stored.generation > page.generation):
            page = stored
            self._memory.put(key, page)
        if page is not None and not self._suits(page, key, environ):
            return self._call_django(environ, start_response)
        if page is not None and page.generation == generation:
            return page.answer(environ, start_response, "hit")
        if page is not None and time.monotonic() < self._retry_at:
            return page.answer(environ, start_response, "stale")
        with self._mutex:
            flight = self._flights.get(key)
            is_first = flight is None
            if flight is None:
                flight = self._flights[key] = Flight()
        if not is_first:
            return self._wait(key, flight, page, environ, start_response)
        try:
            # Another request may have rendered the page after this one had looked for it.
            fresh = self._memory.get(key) or self._not_found.get(key)
            if fresh is not None and fresh.generation == self._counter.value and self._suits(fresh, key, environ):
                return fresh.answer(environ, start_response, "hit")
            return self._render(key, flight, page, environ, start_response)
        finally:
            with self._mutex:
                del self._flights[key]
            flight.ended.set()

    def _wait(
        self, key: Key, flight: Flight, stale: Page | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with what another request renders; if that takes long, with the old copy or by rendering, too."""
        generation = self._counter.value
        has_ended = flight.wait(WAIT_SECONDS)
        page = self._memory.get(key) or self._not_found.get(key)
        if page is not None and page.generation >= generation and self._suits(page, key, environ):
            return page.answer(environ, start_response, "hit")
        if stale is None or self._not_kept.get(key) == self._counter.value:
            return self._call_django(environ, start_response)
        if has_ended and not flight.has_failed:
            # What was rendered had begun before the last change.
            return self._find_or_render(key, page, environ, start_response)
        return stale.answer(environ, start_response, "stale")

    def _render(
        self, key: Key, flight: Flight, stale: Page | None, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        generation = self._counter.value
        is_anonymous = not self._reader.has_form_cookie(environ)
        sent = make_anonymous(environ, key) if is_anonymous else environ
        response = Response(self._call_django, sent)
        flight.has_failed = response.status[0] == "5"
        if response.status[:3] == "503" and REFUSED not in sent:
            self._retry_at = time.monotonic() + RETRY_SECONDS
        if flight.has_failed and stale is not None:
            return stale.answer(environ, start_response, "stale")
        if not may_be_kept(response.status, response.headers):
            if not flight.has_failed:
                self._forget(key, generation)
            if environ.get("QUERY_STRING", "") != key.query:  # its view may read what was dropped
                return self._call_django(environ, start_response)
            return response.send(environ, start_response)
        if not is_anonymous:
            return response.send(environ, start_response)
        if response.status[:3] == "404":
            page = self._not_found.make(generation, response.status, response.headers, response.body)
            self._not_found.put(key, page)
            self._memory.remove(key)
            if stale is not None:
                self._files.remove(key)
        else:
            page = Page.make(generation, response.status, response.headers, response.body, before=stale)
            self._memory.put(key, page)
            self._not_found.remove(key)
            self._files.put(key, page)
            self._publish(key, page)
        if not self._suits(page, key, environ):
            return self._call_django(environ, start_response)
        return page.answer(environ, start_response, "new")

    def _forget(self, key: Key, generation: int) -> None:
        """Remember that the page is not kept. What was kept of it must not be shown when the database is away."""
        self._memory.remove(key)
        self._files.remove(key)
        self._not_kept[key] = generation
        while len(self._not_kept) > MAX_NOT_KEPT:
            self._not_kept.popitem(last=False)
