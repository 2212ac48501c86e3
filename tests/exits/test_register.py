"""The register of exits: every public address is in it, and all that is in it exists."""

import pytest
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import get_page_models

from content.extension import get_routes
from content.models import BasePage
from core.exits import Audience, Exit, Shows, get_exits, iter_patterns, register_exit


def iter_routes():
    """Yield the type and the route of every address at or below a page."""
    for model in get_page_models():
        if not issubclass(model, BasePage):
            continue
        routes = {"", *get_routes(model)}
        if issubclass(model, RoutablePageMixin):
            routes |= {str(route.pattern) for route in model.get_subpage_urls()}
        yield from ((model._meta.label, route) for route in routes)


def test_every_pattern_of_the_resolver_is_registered():
    exits = get_exits()
    assert [pattern for pattern in iter_patterns() if not any(exit_.has_pattern(pattern) for exit_ in exits)] == []


def test_every_page_type_and_every_route_below_one_is_registered():
    registered = {route for exit_ in get_exits() for route in exit_.routes}
    assert set(iter_routes()) - registered == set()


def test_nothing_is_registered_that_is_not_there():
    patterns, routes = list(iter_patterns()), set(iter_routes())
    own = [
        (exit_.name, pattern)
        for exit_ in get_exits()
        for pattern in exit_.patterns
        if not any(Exit(name="", audience=exit_.audience, shows=exit_.shows, patterns=(pattern,)).has_pattern(each)
                   for each in patterns)
    ]  # fmt: skip
    assert own == []
    assert {route for exit_ in get_exits() for route in exit_.routes} - routes == set()


def test_an_address_is_registered_once():
    routes = [route for exit_ in get_exits() for route in exit_.routes]
    assert len(routes) == len(set(routes))


def test_only_the_admin_is_registered_as_a_whole():
    whole = {pattern for exit_ in get_exits() for pattern in exit_.patterns if pattern.endswith("*")}
    assert whole == {"admin/*"}


def test_a_name_is_registered_once():
    with pytest.raises(ValueError, match="sitemap"):
        register_exit("the sitemap", Audience.ANYBODY, Shows.PUBLISHED)
