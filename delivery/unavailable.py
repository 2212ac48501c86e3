"""503 Service Unavailable: what a visitor is told when the database is away, busy or read-only, or a disk is full."""

import enum
import errno
import sys

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views import defaults
from psycopg.errors import ReadOnlySqlTransaction

from core.circuit_breaker import CircuitBreaker

PROBE_SECONDS = 1  # from one request that may try the database again to the next
SLOW_SECONDS = 1  # a failure that took longer than this would hold up all other requests
DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
UNAVAILABLE = "delivery.unavailable"  # of the WSGI environ: why the request was not answered
JSON_PREFIX, JSON_SUFFIX = "/health/", ".json"


class Reason(enum.Enum):
    """Why a request cannot be answered, with the seconds after which it may be tried again (Retry-After, RFC 9110)."""

    AWAY = "away", 10
    BUSY = "busy", 10
    READ_ONLY = "read-only", 60
    DISK = "disk", 300

    @property
    def retry_after(self) -> int:
        return self.value[1]


def find_reason(error: BaseException | None) -> Reason | None:
    """Return why ``error`` is nobody's fault and passes; None for any other error."""
    if isinstance(error, OSError) and error.errno in DISK_ERRORS:
        return Reason.DISK
    if isinstance(error, OSError) and error.errno == errno.EHOSTUNREACH:  # core.object_storage
        return Reason.BUSY
    if isinstance(error, InternalError):
        return Reason.READ_ONLY if isinstance(error.__cause__, ReadOnlySqlTransaction) else None
    if isinstance(error, OperationalError | InterfaceError):
        # An error with a code is the server's own answer: a time limit, a deadlock, too many connections.
        return Reason.BUSY if getattr(error.__cause__, "sqlstate", None) else Reason.AWAY
    return None


def make_response(request: HttpRequest, reason: Reason) -> HttpResponse:
    """Return 503: a page that needs no database, or JSON where JSON was asked for."""
    response: HttpResponse
    if request.path.startswith(JSON_PREFIX) or request.path.endswith(JSON_SUFFIX):
        response = JsonResponse({"status": "unavailable", "reason": reason.value[0]}, status=503)
    else:
        response = HttpResponse(render_to_string("errors/503.html", {"reason": reason.value[0]}), status=503)
    response.headers["Retry-After"] = str(reason.retry_after)
    response.headers["Cache-Control"] = "no-store"
    response.unavailable = reason  # type: ignore[attr-defined]  # read by the middleware
    request.META[UNAVAILABLE] = reason
    response._has_been_logged = True  # type: ignore[attr-defined]  # django.utils.log: the middleware logs it
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """The handler of errors: 503 for what passes by itself, 500 for faults."""
    if reason := find_reason(sys.exc_info()[1]):
        return make_response(request, reason)
    return defaults.server_error(request)


breaker = CircuitBreaker(PROBE_SECONDS)  # of this process
