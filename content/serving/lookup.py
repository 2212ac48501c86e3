"""Finding the page of an address in one query or two, however deep it lies.

Wagtail walks down from the home page with two queries a level. A page keeps its whole address (``url_path``),
so it can be asked for at once, already joined with what its template shows (``BasePage.for_serving``).
"""

from itertools import accumulate

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from core.wagtail_compat import set_route

from ..models import BasePage
from .sites import get_site

DEEPEST_PATH = 30

# What was last found below an address: the pages of one parent are mostly of one type, so that this type is asked
# first. No more than a hint: what it does not find is looked for among all pages.
_usual_types: dict[str, type[BasePage]] = {}


def find_page(addresses: list[str]) -> Page | None:
    """Return the page at the longest of the ``addresses`` (each the beginning of the next) that has one."""
    parent, address = addresses[-2] if len(addresses) > 1 else "", addresses[-1]
    usual_type = _usual_types.get(parent)
    if usual_type and (page := usual_type.for_serving().filter(url_path=address).first()):
        return page
    page = Page.objects.filter(url_path__in=addresses).order_by("-depth").first()
    page_class = page and page.specific_class
    if not page_class or not issubclass(page_class, BasePage):
        return page and page.specific
    if page.url_path == address:
        _usual_types[parent] = page_class
    return page_class.for_serving().get(pk=page.pk)


def find_route(site: Site, request: HttpRequest, path: str) -> RouteResult | None:
    """Return what ``Page.route_for_request`` would: the page and what it makes of the rest of the path."""
    components = [component for component in path.split("/") if component]
    if len(components) > DEEPEST_PATH:
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
    """Serve a page as ``wagtail.views.serve`` does, which uses a route that was found before."""
    if site := get_site(request):
        set_route(request, find_route(site, request, path))
    return wagtail_serve(request, path)
