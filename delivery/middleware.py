"""Middleware: request log, security policy, private answers, rejection of null characters, 503 without a database."""

import logging
import time

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpResponseBadRequest

from core.database_roles import is_replica
from core.django_compat import get_loaded_user_id
from core.request_ids import begin_request, end_request

from . import unavailable
from .access import DETAILS, Details, make_loggable, write_line
from .independent_paths import INDEPENDENT_PREFIXES

logger = logging.getLogger("roundtable.requests")


class RequestLogMiddleware:
    """Tell the request log in front of Django who asks, and which parts of the path must not be in a log.

    Under another server, which has none (``delivery.access``), it writes the line itself.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        details = request.META.get(DETAILS) or Details(begin_request())
        response = self.get_response(request)
        details.path, details.user = _loggable_path(request), get_loaded_user_id(request)
        if DETAILS not in request.META:
            response.headers["X-Request-ID"] = details.request_id
            if not request.META.get("roundtable.unlogged"):
                write_line(request.META, details, str(response.status_code), "django")
            end_request()
        return response


def _loggable_path(request) -> str:
    """Return the path on one line, without the parts that a view has put into ``request.unlogged``."""
    path = request.path
    for secret in getattr(request, "unlogged", ()):
        path = path.replace(secret, "…")
    return make_loggable(path)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Send the strict policy with public pages, and the looser one that Wagtail needs with the admin."""

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith("/admin/") and not report_only:
            parts.replace = (parts.replace or {}) | settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


class PrivateAnswersMiddleware:
    """Let no cache between keep what somebody with a session was answered, unless the view says what may be kept."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, max-age=0"
        return response


class RejectNullCharactersMiddleware:
    """Answer 400 to addresses and query strings with NUL, which PostgreSQL's text cannot hold."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "\x00" in query or "%00" in query:
            return HttpResponseBadRequest("Bad request: null characters are not allowed.", content_type="text/plain")
        return self.get_response(request)


class UnavailableMiddleware:
    """Answer 503 with ``Retry-After`` while the database is away, and to writing that fails for want of a disk.

    Errors in views arrive here; ``delivery.unavailable.server_error`` has those of other middleware. After an error
    that took long, only some requests try the database again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(INDEPENDENT_PREFIXES) or is_replica():
            return self.get_response(request)
        if not unavailable.breaker.allows_request():
            return unavailable.make_response(request, unavailable.Reason.AWAY)
        started = time.monotonic()
        response = self.get_response(request)
        if getattr(response, "unavailable", None) is not unavailable.Reason.AWAY:
            unavailable.breaker.close()
        elif time.monotonic() - started > unavailable.SLOW_SECONDS:
            unavailable.breaker.open()
        return response

    def process_exception(self, request, exception):
        reason = unavailable.find_reason(exception)
        if reason is None:
            return None
        logger.error(
            "%s %s 503: %s", request.method, _loggable_path(request), str(exception).strip().partition("\n")[0]
        )
        return unavailable.make_response(request, reason)
