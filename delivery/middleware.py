"""What every response passes through: one log line, one security policy, no null characters."""

import logging
import time
import uuid

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpResponseBadRequest

logger = logging.getLogger("roundtable.requests")

UNLOGGED_PREFIXES = ("/static/", "/health/")


class RequestLogMiddleware:
    """Log each request once, with how long it took, and give it an id that is returned to the client."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = time.perf_counter()
        request.id = uuid.uuid4().hex
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request.id
        if not request.path.startswith(UNLOGGED_PREFIXES):
            logger.info(
                "%s %s %s",
                request.method,
                _loggable_path(request),
                response.status_code,
                extra={
                    "request_id": request.id,
                    "status": response.status_code,
                    "milliseconds": round((time.perf_counter() - started) * 1000, 1),
                },
            )
        return response


def _loggable_path(request) -> str:
    """Return the path on one line, without the parts that a view has put into ``request.unlogged``."""
    path = request.path
    for secret in getattr(request, "unlogged", ()):
        path = path.replace(secret, "…")
    # repr keeps a line a line, whatever was asked for.
    return repr(path)[1:-1]


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for the public, and what Wagtail needs for its own screens."""

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith("/admin/") and not report_only:
            parts.replace = (parts.replace or {}) | settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


class RejectNullCharactersMiddleware:
    """Answer 400 to addresses and query strings with NUL, which PostgreSQL's text cannot hold."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "\x00" in query or "%00" in query:
            return HttpResponseBadRequest("Bad request: null characters are not allowed.", content_type="text/plain")
        return self.get_response(request)
