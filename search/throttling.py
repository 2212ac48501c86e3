"""Throttling: how many searches one client may make. Generous: a whole lecture hall may share one address."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.ratelimit import retry_after

WINDOW_SECONDS = 60
#: Requests in each window, by purpose.
MAX_REQUESTS = {"search": 600, "suggest": 1200, "click": 600}


def throttle(purpose: str, *, as_json: bool = False):
    """Decorate a view: beyond the limit it answers 429 with ``Retry-After`` (RFC 6585), as a page or as JSON."""

    def decorate(view: Callable[..., HttpResponse]):
        @wraps(view)
        def throttled_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            seconds = retry_after(request, f"search:{purpose}", MAX_REQUESTS[purpose], WINDOW_SECONDS)
            if not seconds:
                return view(request, *args, **kwargs)
            response = _build_refusal(request, seconds, as_json)
            response.headers["Retry-After"] = str(seconds)
            response.headers["Cache-Control"] = "no-store"
            return response

        return throttled_view

    return decorate


def _build_refusal(request: HttpRequest, seconds: int, as_json: bool) -> HttpResponse:
    if as_json:
        return JsonResponse({"error": _("Too many searches. Try again in a minute.")}, status=429)
    return render(request, "search/too_many.html", {"seconds": seconds}, status=429)
