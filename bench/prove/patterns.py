"""All patterns of the URL resolver, and addresses that match them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
PLAIN_REGEX = re.compile(r"^\^[\w/-]*$")  # Wagtail's API includes its endpoints like this


@dataclass(frozen=True)
class Pattern:
    """One pattern: its whole ``route`` without the slash at the beginning, and its parameters in order."""

    route: str
    is_regex: bool

    @property
    def parameters(self) -> list[str]:
        return [] if self.is_regex else PARAMETER.findall(self.route)

    def make_address(self, find_value: Callable[[str, str], Any]) -> str:
        """Return an address. ``find_value(route, parameter)`` gives the value of each parameter.

        A regular expression is asked for as the one parameter "address".
        """
        if self.is_regex:
            return str(find_value(self.route, "address"))
        return "/" + PARAMETER.sub(lambda match: str(find_value(self.route, match[1])), self.route)


def find_patterns() -> list[Pattern]:
    """Return every pattern once: of two with the same route Django uses the first one only."""
    return list(dict.fromkeys(_walk(get_resolver(), "", is_regex=False)))


def _walk(resolver: URLResolver, prefix: str, *, is_regex: bool) -> Iterator[Pattern]:
    for entry in resolver.url_patterns:
        own = str(entry.pattern)
        regex = isinstance(entry.pattern, RegexPattern)
        if regex and PLAIN_REGEX.match(own):
            own, regex = own.removeprefix("^"), False
        route, regex = prefix + own, is_regex or regex
        if isinstance(entry, URLPattern):
            yield Pattern(route, regex)
        else:
            yield from _walk(entry, route, is_regex=regex)
