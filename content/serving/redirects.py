"""Redirects of old addresses, as Wagtail keeps them, but only to what the visitor may open.

Wagtail redirects to drafts and private pages as well. The address that it answers with has the words of their title.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from core.generation import per_generation
from core.web_addresses import get_printable_address

from .access import may_open


def find_redirect(request: HttpRequest, path: str) -> Redirect | None:
    """Return the redirect of a path (encoded and normalised), if its target may be told to this visitor."""
    redirect = get_redirect(request, path)
    if redirect is None or (redirect.redirect_page and not may_open(redirect.redirect_page, request)):
        return None
    return redirect if get_printable_address(redirect.link) else None


class RedirectMiddleware:
    """Answers with a redirect where nothing else was found, like the middleware of ``wagtail.contrib.redirects``."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or not _has_redirects():
            return response
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        redirect = find_redirect(request, path) or find_redirect(request, urlsplit(path).path)
        if redirect is None:
            return response
        answer = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return answer(redirect.link)


@per_generation(lambda: ())
def _has_redirects() -> bool:
    return Redirect.objects.exists()
