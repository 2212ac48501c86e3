"""Throttling: how many searches one client may make, and the answer when there are too many of all clients.

The limits are generous: a whole lecture hall may share one address.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.ratelimit import retry_after

from .engine import SearchOverloadedError

WINDOW_SECONDS = 60
#: Requests in each window, by purpose.
MAX_REQUESTS = {"search": 600, "suggest": 1200, "click": 600}
#: Seconds after which a search that waited for too long may be tried again.
BUSY_SECONDS = 5


def throttle(purpose: str, *, as_json: bool = False):
    """Decorate a view: it answers with ``Retry-After``, as a page or as JSON, where it cannot answer now.

    The status is 429 (RFC 6585) beyond the client's limit, and 503 when the search is overloaded.
    """

    def decorate(view: Callable[..., HttpResponse]):
        @wraps(view)
        def throttled_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            seconds = retry_after(request, f"search:{purpose}", MAX_REQUESTS[purpose], WINDOW_SECONDS)
            if seconds:
                return _refuse(request, 429, seconds, as_json)
            try:
                return view(request, *args, **kwargs)
            except SearchOverloadedError:
                return _refuse(request, 503, BUSY_SECONDS, as_json)

        return throttled_view

    return decorate


def _refuse(request: HttpRequest, status: int, seconds: int, as_json: bool) -> HttpResponse:
    response: HttpResponse
    if as_json:
        errors = {
            429: _("Too many searches. Try again in a minute."),
            503: _("Search is busy. Try again in a few seconds."),
        }
        response = JsonResponse({"error": errors[status]}, status=status)
    else:
        template = {429: "search/too_many.html", 503: "search/busy.html"}[status]
        response = render(request, template, {"seconds": seconds}, status=status)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
