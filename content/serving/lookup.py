"""Page lookup: finds the page of a URL path in one or two queries, however deep it is in the tree.

Wagtail walks down from the home page with two queries for each level. A page stores its whole path (``url_path``), so
that one query can find it, already joined with what its template shows (``BasePage.for_serving``).
"""

from itertools import accumulate

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from core.wagtail_compat import set_route

from ..extension import find_view
from ..models import BasePage
from .routing import VisibleRoutesMixin
from .sites import get_site

MAX_DEPTH = 30
MAX_KNOWN = 10_000  # addresses

# The types of the pages that were found at these addresses: such a page is loaded at once. It is only a hint: if there
# is no page of this type any more, the address is looked up. What does not exist is never here.
_known_types: dict[str, type[BasePage]] = {}

# In plain SQL, because building the query would take longer than running it.
DEEPEST_PAGE = """
SELECT id, url_path, content_type_id FROM wagtailcore_page WHERE url_path = ANY(%s) ORDER BY depth DESC LIMIT 1
"""


def find_page(addresses: list[str]) -> Page | None:
    """Return the page of the last of these ``url_path`` values that exists, if it may answer for the rest of the path.

    Each value is the start of the next. Most paths that do not exist are tried by robots. They cost this look-up alone:
    a page is loaded only if its type has such a route.
    """
    known_type = _known_types.get(addresses[-1])
    if known_type and (page := known_type.for_serving().filter(url_path=addresses[-1]).first()):
        return page
    with connection.cursor() as cursor:
        cursor.execute(DEEPEST_PAGE, [addresses])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, address, content_type_id = row
    page_class = ContentType.objects.get_for_id(content_type_id).model_class()
    if not page_class or not issubclass(page_class, BasePage):
        page = Page.objects.filter(pk=pk).first()
        return page and page.specific
    if not may_route(page_class, addresses[-1].removeprefix(address).split("/")[:-1]):
        return None
    if address == addresses[-1]:
        if len(_known_types) >= MAX_KNOWN:
            _known_types.clear()
        _known_types[address] = page_class
    return page_class.for_serving().filter(pk=pk).first()


def may_route(page_class: type[BasePage], components: list[str]) -> bool:
    """Return whether pages of this type may answer for the parts of a path below them."""
    if not components or page_class.route not in (BasePage.route, VisibleRoutesMixin.route):
        return True  # a route of its own may take anything
    if find_view(page_class, components):
        return True
    if not issubclass(page_class, RoutablePageMixin):
        return False
    try:
        page_class.get_resolver().resolve("/" + "/".join(components) + "/")
    except Resolver404:
        return False
    return True


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
