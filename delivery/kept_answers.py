"""Middleware that sends the last answer for an address again if the same queries return the same rows.

The page cache in front of Django keeps pages for one generation, and every change begins a new one. Most changes touch
few pages. So each process keeps the answers that it has made together with what they read (``core.read_sets``): after
a change elsewhere, a page costs a few prepared queries in one round trip, and nothing is rendered
(docs/decisions/0089-read-sets.md).
"""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.generation import get_counter
from core.prepared_queries import preparing_queries
from core.read_sets import ReadSet, recording

from .page_cache.requests import Key, RequestReader, is_anonymous, with_host
from .page_cache.responses import Headers, may_be_kept
from .page_cache.storage import Memory

BYTES_OF_A_QUERY = 1000  # about, with its parameters


class Answer(NamedTuple):
    headers: Headers
    body: bytes
    read_set: ReadSet

    @property
    def size(self) -> int:
        return len(self.body) + BYTES_OF_A_QUERY * (1 + len(self.read_set.queries))

    def make_response(self) -> HttpResponse:
        return HttpResponse(self.body, headers=dict(self.headers))


class KeptAnswersMiddleware:
    """Keeps answers in processes that follow the generation, as web processes do, for requests of nobody in particular.

    Such are those that the page cache makes of what visitors send.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._reader = RequestReader()
        self._answers: Memory[Answer] = Memory(settings.KEPT_ANSWERS_MEGABYTES * 1024 * 1024)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        counter = get_counter()
        key = self._reader.get_key(with_host(request.META)) if counter and is_anonymous(request.META) else None
        if counter is None or key is None or key.query != request.META.get("QUERY_STRING", ""):
            return self.get_response(request)
        generation = counter.value
        kept = self._answers.get(key)
        if kept is not None and kept.read_set.is_unchanged(generation):
            return kept.make_response()
        with recording(generation) as read_set, preparing_queries():
            response = self.get_response(request)
        self._keep(key, response, read_set)
        return response

    def _keep(self, key: Key, response: HttpResponse, read_set: ReadSet) -> None:
        headers = list(response.headers.items())
        status = str(response.status_code)
        if (
            read_set.is_complete
            and status == "200"
            and not response.streaming
            and not response.cookies
            and may_be_kept(status, headers)
        ):
            self._answers.put(key, Answer(headers, response.content, read_set))
        else:
            self._answers.remove(key)
