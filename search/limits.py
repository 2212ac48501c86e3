"""How often one client may ask. Generous: a whole lecture hall may stand behind one address."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.ratelimit import retry_after

WINDOW = 60  # seconds
#: Requests in each window, by purpose.
ALLOWED = {"search": 600, "suggest": 1200, "click": 600}


def limited(purpose: str, *, data: bool = False):
    """Decorate a view: beyond the limit it answers 429 with ``Retry-After`` (RFC 6585), as a page or as ``data``."""

    def decorate(view: Callable[..., HttpResponse]):
        @wraps(view)
        def limited_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            seconds = retry_after(request, f"search:{purpose}", ALLOWED[purpose], WINDOW)
            if not seconds:
                return view(request, *args, **kwargs)
            response = refusal(request, seconds, data)
            response.headers["Retry-After"] = str(seconds)
            response.headers["Cache-Control"] = "no-store"
            return response

        return limited_view

    return decorate


def refusal(request: HttpRequest, seconds: int, data: bool) -> HttpResponse:
    if data:
        return JsonResponse({"error": _("Too many searches. Try again in a minute.")}, status=429)
    return render(request, "search/too_many.html", {"seconds": seconds}, status=429)
