"""404 Not Found at little cost: most such requests come from robots that try addresses.

The page is the same for all addresses, and kept for each host and generation.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.views import defaults

from core.generation import per_generation


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The handler of 404. Editors get a page of their own, which has Wagtail's bar."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return defaults.page_not_found(request, exception)
    return HttpResponseNotFound(_render(request))


@per_generation(lambda request: (request.scheme, request.get_host()))
def _render(request: HttpRequest) -> str:
    return render_to_string("404.html", request=request)
