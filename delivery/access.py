"""The request log and the metrics of a web process: WSGI middleware in front of everything, the page cache included.

Each request is one line, with an ID that its answer carries. Django's part of a request adds what it knows, by the
``Details`` in the WSGI environ: the user, and the path without what must not be in a log.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from django.conf import settings

from core.client_addresses import find_client_address
from core.log_redaction import REQUEST_LOG, redact
from core.request_ids import begin_request, end_request

from . import metrics
from .request_bodies import Application, Environ

logger = logging.getLogger(REQUEST_LOG)

DETAILS = "delivery.access"  # of the WSGI environ
UNLOGGED_PREFIXES = ("/static/", "/health/")


class Details:
    """What is known of a request."""

    __slots__ = ("path", "request_id", "started", "user")

    def __init__(self, request_id: str) -> None:
        self.request_id, self.started = request_id, time.perf_counter()
        self.path: str | None = None
        self.user: object = None


class AccessLog:
    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "") if settings.TRUST_PROXY else ""
        details = environ[DETAILS] = Details(begin_request(given))
        sent = ["", ""]  # the status, and where the answer came from

        def start(status: str, headers: list[tuple[str, str]], *error: object) -> object:
            source = next((value for name, value in headers if name == "X-Cache"), "django")
            sent[:] = status[:3], source
            own = [(name, value) for name, value in headers if name.lower() != "x-request-id"]
            return start_response(status, [*own, ("X-Request-ID", details.request_id)], *error)

        try:
            answer = self._application(environ, start)
        except BaseException:
            sent[0] = "500"
            self._log(environ, details, *sent)
            raise
        if isinstance(answer, list):  # a kept page: there is nothing to be closed
            self._log(environ, details, *sent)
            return answer
        return _Logged(answer, lambda: self._log(environ, details, *sent))

    def _log(self, environ: Environ, details: Details, status: str, source: str) -> None:
        metrics.count_request(status, source, time.perf_counter() - details.started)
        write_line(environ, details, status, source)
        end_request()


def write_line(environ: Environ, details: Details, status: str, source: str) -> None:
    """Write the log line of a request."""
    path = environ.get("PATH_INFO", "")
    if not logger.isEnabledFor(logging.INFO) or path.startswith(UNLOGGED_PREFIXES):
        return
    extra = {
        "request_id": details.request_id,
        "client": find_client_address(environ),
        "user": details.user,
        "status": int(status or 500),
        "milliseconds": round((time.perf_counter() - details.started) * 1000, 1),
        "cache": source,
    }
    shown = make_loggable(_decode(path)) if details.path is None else details.path
    logger.info("%s %s %s", environ["REQUEST_METHOD"], shown, status, extra=extra)


class _Logged:
    """An answer that is logged once it is closed."""

    def __init__(self, content: Iterable[bytes], log: Callable[[], None]) -> None:
        self._content, self._log = content, log

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._content)

    def close(self) -> None:
        try:
            if hasattr(self._content, "close"):
                self._content.close()
        finally:
            self._log()


def _decode(path: str) -> str:
    """Return the path of a WSGI environ (PEP 3333: bytes as Latin-1) as text."""
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


@lru_cache(maxsize=2000)
def make_loggable(path: str) -> str:
    """Return a path on one line, without secrets. ``repr`` escapes line breaks, so that nobody forges lines."""
    return redact(repr(path)[1:-1])
