"""Page lookup: finds the page of a URL path in one or two queries, however deep it is in the tree.

Wagtail walks down from the home page with two queries for each level. A page stores its whole path (``url_path``), so
that one query can find it, already joined with what its template shows (``BasePage.for_serving``).
"""

from itertools import accumulate

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from core.wagtail_compat import set_route

from ..models import BasePage
from .sites import get_site

MAX_DEPTH = 30

# The page type that was last found below a parent's ``url_path``. Most pages of one parent have one type, so this type
# is queried first. It is only a hint: if it finds nothing, all pages are searched.
_usual_types: dict[str, type[BasePage]] = {}


def find_page(addresses: list[str]) -> Page | None:
    """Return the page of the last of these ``url_path`` values that exists. Each value is the start of the next."""
    parent, address = addresses[-2] if len(addresses) > 1 else "", addresses[-1]
    usual_type = _usual_types.get(parent)
    # Most addresses that do not exist are asked for by robots: they must not cost a query with ten joins.
    if usual_type and _exists(address) and (page := usual_type.for_serving().filter(url_path=address).first()):
        return page
    page = Page.objects.filter(url_path__in=addresses).order_by("-depth").first()
    page_class = page and page.specific_class
    if not page_class or not issubclass(page_class, BasePage):
        return page and page.specific
    if page.url_path == address:
        _usual_types[parent] = page_class
    return page_class.for_serving().get(pk=page.pk)


def _exists(address: str) -> bool:
    with connection.cursor() as cursor:  # in plain SQL, because building the query would take most of the time
        cursor.execute("SELECT 1 FROM wagtailcore_page WHERE url_path = %s", [address])
        return cursor.fetchone() is not None


def find_route(site: Site, request: HttpRequest, path: str) -> RouteResult | None:
    """Return what ``Page.route_for_request`` would: the page, with its result for the rest of the path."""
    components = [component for component in path.split("/") if component]
    if len(components) > MAX_DEPTH:
        return None
    root_address = site.root_page.url_path
    addresses = list(accumulate(components, lambda address, component: f"{address}{component}/", initial=root_address))
    page = find_page(addresses)
    if page is None:
        return None
    try:
        return page.route(request, components[page.depth - site.root_page.depth :])
    except Http404:
        return None


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page by ``wagtail.views.serve``, which uses the route that is set here and searches for none itself."""
    if site := get_site(request):
        set_route(request, find_route(site, request, path))
    return wagtail_serve(request, path)
