"""Extension points of pages: what an app adds to the page types of lower layers, which do not import it.

A blog adds its posts to the page of a topic, bookings add a form to the page of an event. Each function registers for
one page type, given as a class or, if the class is in a higher layer, as its label ("home.HomePage").
docs/extending.md has an example of each.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, URLPattern, URLResolver, path
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RegexPattern

if TYPE_CHECKING:
    from .models import BasePage

ContextProvider = Callable[[Any, HttpRequest], dict[str, Any]]
RouteView = Callable[..., HttpResponse]

_context_providers: dict[str, list[ContextProvider]] = defaultdict(list)
_annotations: dict[str, dict[str, Any]] = defaultdict(dict)
_routes: dict[str, list[URLPattern]] = defaultdict(list)


def get_label(page_type: "type[BasePage] | str") -> str:
    """Return "app.model" in lower case for a page class or a label in any case."""
    return page_type.lower() if isinstance(page_type, str) else page_type._meta.label_lower


def register_context(page_type: "type[BasePage] | str") -> Callable[[ContextProvider], ContextProvider]:
    """Register a function that adds to the template context of a page type: page, request -> dictionary."""

    def register(provider: ContextProvider) -> ContextProvider:
        _context_providers[get_label(page_type)].append(provider)
        return provider

    return register


def get_extra_context(page: "BasePage", request: HttpRequest) -> dict[str, Any]:
    """Return what all apps add to the context of ``page``."""
    context: dict[str, Any] = {}
    for provider in _context_providers[page._meta.label_lower]:
        context |= provider(page, request)
    return context


def register_annotations(page_type: "type[BasePage] | str", **annotations: Any) -> None:
    """Annotate the query that loads a page to be shown, e.g. with whether a context provider has anything to add."""
    _annotations[get_label(page_type)] |= annotations


def get_annotations(page_class: "type[BasePage]") -> dict[str, Any]:
    return _annotations[page_class._meta.label_lower]


def register_route(page_type: "type[BasePage] | str", route: str, name: str = "") -> Callable[[RouteView], RouteView]:
    """Register a view at an address below a page. It takes the page, the request, and what ``route`` captures.

    ``route`` is one of ``django.urls.path``, e.g. "feed/" or "booking/<str:token>/". ``name`` is for
    ``get_route_path``; without it, it is the view's own.
    """
    if not route.endswith("/"):
        route += "/"

    def register(view: RouteView) -> RouteView:
        _routes[get_label(page_type)].append(path(route, view, name=name or view.__name__))
        return view

    return register


def find_view(page_class: "type[BasePage]", path_components: Sequence[str]) -> ResolverMatch | None:
    """Return the registered view for an address below a page, given as the parts between slashes; None if none."""
    routes = _routes[page_class._meta.label_lower]
    if not (routes and path_components):
        return None
    try:
        return _resolver(routes).resolve("/".join(path_components) + "/")
    except Resolver404:
        return None


def get_route_path(page_type: "type[BasePage] | str", name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a registered route, relative to its page. ``NoReverseMatch`` if there is none."""
    return _resolver(_routes[get_label(page_type)]).reverse(name, *args, **kwargs)


def _resolver(routes: list[URLPattern]) -> URLResolver:
    return URLResolver(RegexPattern(r""), routes)
