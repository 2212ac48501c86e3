"""Redirects of old addresses, as Wagtail keeps them, but only to what the visitor may open.

Wagtail redirects to drafts and private pages as well. The address that it answers with has the words of their title.
It also knows nothing of what hangs below the old address of a page: its calendar, feed or booking form. Subscribers
never open the page, so these follow it.
"""

from itertools import accumulate
from urllib.parse import urlsplit

from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from core.generation import per_generation
from core.web_addresses import get_printable_address

from .access import may_open
from .sites import get_site

MAX_DEPTH = 30


def find_redirect(request: HttpRequest, path: str) -> Redirect | None:
    """Return the redirect of a path (encoded and normalised), if its target may be told to this visitor."""
    redirect = get_redirect(request, path)
    if redirect is None or (redirect.redirect_page and not may_open(redirect.redirect_page, request)):
        return None
    return redirect if get_printable_address(redirect.link) else None


def find_below(request: HttpRequest, path: str) -> tuple[Redirect, str] | None:
    """Return the redirect of the nearest page above a path, and where the rest of the path leads below its target.

    ``path`` is encoded and normalised. It must lead to something that this visitor may open, else there is no redirect.
    """
    *above, last = path.strip("/").split("/")
    site = get_site(request)
    if not above or len(above) > MAX_DEPTH or "\0" in uri_to_iri(path) or site is None:
        return None
    prefixes = list(accumulate(above, lambda prefix, part: f"{prefix}/{part}", initial=""))[1:]
    redirect = (
        Redirect.get_for_site(site)
        .filter(old_path__in={*prefixes, *map(uri_to_iri, prefixes)})
        # Not those that lead to one view of a page, such as an archive.
        .filter(redirect_page__isnull=False, redirect_page_route_path="")
        .order_by(Length("old_path").desc(), "site")  # one of this site before one of all sites, whose "site" is null
        .first()
    )
    if redirect is None:
        return None
    rest = [*above[redirect.old_path.count("/") :], last]
    page = redirect.redirect_page.specific
    try:
        found = page.route(request, [uri_to_iri(part) for part in rest]).page
    except Http404:
        return None
    if not (redirect.link and may_open(page, request) and may_open(found, request)):
        return None
    ending = "/" if request.path.endswith("/") else ""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return redirect, f"{redirect.link.rstrip('/')}/{'/'.join(rest)}{ending}{query}"


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
        found = (redirect, redirect.link) if redirect else find_below(request, urlsplit(path).path)
        if found is None:
            return response
        redirect, target = found
        answer = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return answer(target)


@per_generation(lambda: ())
def _has_redirects() -> bool:
    return Redirect.objects.exists()
