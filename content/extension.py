"""Extension points of pages: what an app adds to the page types of lower layers, which do not import it.

A blog adds its posts to the page of a topic, bookings add a form to the page of an event. Each function registers for
one page type, given as a class or, if the class is in a higher layer, as its label ("home.HomePage").
docs/extending.md has an example of each.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, URLPattern, URLResolver, path
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RegexPattern
from wagtail.admin.panels import Panel

if TYPE_CHECKING:
    from .models import BasePage

ContextProvider = Callable[[Any, HttpRequest], dict[str, Any]]
RouteView = Callable[..., HttpResponse]
Validator = Callable[[Any], dict[str, Any]]
PreviewView = Callable[[Any, HttpRequest], HttpResponse]

_context_providers: dict[str, list[ContextProvider]] = defaultdict(list)
_annotations: dict[str, dict[str, Any]] = defaultdict(dict)
_routes: dict[str, list[URLPattern]] = defaultdict(list)
_validators: dict[str, list[Validator]] = defaultdict(list)
_previews: dict[str, list["Preview"]] = defaultdict(list)


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


def get_routes(page_class: "type[BasePage]") -> list[str]:
    """Return the registered routes of a page type, as they were registered."""
    return [str(route.pattern) for route in _routes[page_class._meta.label_lower]]


def get_route_path(page_type: "type[BasePage] | str", name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a registered route, relative to its page. ``NoReverseMatch`` if there is none."""
    return _resolver(_routes[get_label(page_type)]).reverse(name, *args, **kwargs)


def _resolver(routes: list[URLPattern]) -> URLResolver:
    return URLResolver(RegexPattern(r""), routes)


def register_tab(page_class: "type[BasePage]", tab: Panel) -> None:
    """Add a tab to the editor of a page class, before those that all pages end with (``content.panels.page_tabs``)."""
    page_class.edit_handler.children.insert(-2, tab)


def register_validator(page_type: "type[BasePage] | str") -> Callable[[Validator], Validator]:
    """Register a function that takes a page and returns its errors by field; ``clean`` raises them."""

    def register(validator: Validator) -> Validator:
        _validators[get_label(page_type)].append(validator)
        return validator

    return register


def get_extra_errors(page: "BasePage") -> dict[str, Any]:
    """Return what all registered validators object to in ``page``, by field."""
    errors: dict[str, Any] = {}
    for validate in _validators[page._meta.label_lower]:
        errors |= validate(page)
    return errors


@dataclass(frozen=True)
class Preview:
    """A view that the editor of a page may see before it is published, beside the page itself."""

    mode: str
    label: Any
    view: PreviewView
    is_offered: Callable[[Any], bool]


def register_preview(
    page_type: "type[BasePage] | str", mode: str, label: Any, is_offered: Callable[[Any], bool]
) -> Callable[[PreviewView], PreviewView]:
    """Register a preview: a view that takes the page and the request.

    ``mode`` is Wagtail's internal name of it, ``label`` is for editors, ``is_offered`` takes a page. The page type must
    serve what ``get_previews`` returns, as ``EventPage`` does. ``BasePage`` does not, because Wagtail's lists load each
    page whose type has preview modes of its own.
    """

    def register(view: PreviewView) -> PreviewView:
        _previews[get_label(page_type)].append(Preview(mode, label, view, is_offered))
        return view

    return register


def get_previews(page: "BasePage") -> list[Preview]:
    """Return the registered previews that ``page`` offers as it is."""
    return [preview for preview in _previews[page._meta.label_lower] if preview.is_offered(page)]
