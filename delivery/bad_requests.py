"""400 Bad Request and 413 Content Too Large (RFC 9110) in words: what was sent cannot be read, or is too much."""

import logging
import traceback

import django
import wagtail
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.paginator import InvalidPage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError

logger = logging.getLogger(__name__)

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
#: Functions of Django and Wagtail that read what was sent: a form, the fields of a block, an id in a query.
READERS = {"full_clean", "value_from_datadict", "get_prep_value"}
LIBRARIES = tuple(package.__path__[0] for package in (django, wagtail))


def bad_request(request: HttpRequest, exception: Exception | None) -> HttpResponse:
    """Answer with a page that needs no database: the handler of what Django calls a bad request."""
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    response = HttpResponse(render_to_string("errors/400.html", {"status": status}), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def is_unreadable(error: Exception) -> bool:
    """Return whether ``error`` says that what was sent cannot be read.

    Wagtail's views take it for granted that a form comes from their own page: that it has each field, that an id is a
    number, that a list has the page of that number. Such an error arises in the libraries while they read. One that our
    own code raises is a fault.
    """
    if isinstance(error, MultiValueDictKeyError | InvalidPage):
        return True
    if not isinstance(error, AttributeError | LookupError | ValueError):
        return False
    frames = traceback.extract_tb(error.__traceback__)
    return frames[-1].filename.startswith(LIBRARIES) and any(frame.name in READERS for frame in frames)


class BadRequestMiddleware:
    """Answers 400 where a view of the admin cannot read what was sent, and logs it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not request.path.startswith(reverse("wagtailadmin_home")) or not is_unreadable(exception):
            return None
        logger.warning("A form or query of the admin could not be read", exc_info=exception)
        return bad_request(request, exception)
