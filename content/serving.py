"""Finding the page of an address in two queries, however deep it lies.

Wagtail walks down from the home page with two queries a level. A page keeps its whole address (``url_path``),
so it can be asked for at once, already joined with what its template shows (``BasePage.for_serving``).
"""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from .models import BasePage

DEEPEST_PATH = 30


def find_route(site: Site, request: HttpRequest, path: str) -> RouteResult | None:
    """Return what ``Page.route_for_request`` would: the page and what it makes of the rest of the path."""
    components = [component for component in path.split("/") if component]
    if len(components) > DEEPEST_PATH:
        return None
    root = site.root_page
    addresses = [root.url_path]
    for component in components:
        addresses.append(f"{addresses[-1]}{component}/")
    page = Page.objects.filter(url_path__in=addresses).order_by("-depth").first()
    if page is None:
        return None
    page_class = page.specific_class
    if page_class and issubclass(page_class, BasePage):
        specific = page_class.for_serving().get(pk=page.pk)
    else:
        specific = page.specific
    try:
        return specific.route(request, components[page.depth - root.depth :])
    except Http404:
        return None


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page as ``wagtail.views.serve`` does, which uses a route that was found before."""
    if site := Site.find_for_request(request):
        request._wagtail_route_for_request = find_route(site, request, path)
    return wagtail_serve(request, path)
