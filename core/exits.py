"""Registry of exits: every way in which content leaves the site, for whom, and what it may show.

An exit is an address (a pattern of the URL resolver, or a route below a page), or another way out: an e-mail, an
export, a log. ``delivery.exits`` names those of this project; an app of one's own registers its exits by
``register_exit`` in a module that ``AppConfig.ready`` imports. ``tests/exits`` looks at each of them for what must not
be seen, and fails for an address that is not registered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.urls import URLPattern, URLResolver, get_resolver


class Audience(Enum):
    """For whom an exit is."""

    ANYBODY = "anybody"
    LINK_HOLDER = "whoever has a link with a secret in it"
    RECIPIENT = "the person that an e-mail is sent to"
    STAFF = "editors, by their permissions"
    OPERATOR = "whoever runs the site"


class Shows(Enum):
    """What an exit may show at most."""

    NOTHING = "nothing of the content: it is the same whatever is stored"
    PUBLISHED = "published pages and public files, and of others only the names of those who are credited"
    BOOKING = "a published event, and one booking of it: that of the link or the recipient"
    VERSION = "one version of one page, or some passages of it: that of the link"
    PERMITTED = "what the permissions of the account allow"
    ADDRESSES = "addresses that were requested, without tokens and query strings"


@dataclass(frozen=True, kw_only=True)
class Exit:
    """An exit.

    ``patterns`` are those of the URL resolver, as ``iter_patterns`` writes them; one that ends with ``*`` stands for
    all that begin so. ``routes`` are the type of a page and a route below it, or an empty route for the page itself.
    An exit without addresses has neither.
    """

    name: str
    audience: Audience
    shows: Shows
    patterns: tuple[str, ...] = ()
    routes: tuple[tuple[str, str], ...] = ()

    def has_pattern(self, pattern: str) -> bool:
        return any(
            pattern.startswith(own.removesuffix("*")) if own.endswith("*") else pattern == own for own in self.patterns
        )


_exits: dict[str, Exit] = {}


def register_exit(
    name: str,
    audience: Audience,
    shows: Shows,
    *,
    patterns: Iterable[str] = (),
    routes: Iterable[tuple[str, str]] = (),
) -> None:
    """Register an exit. A name can be registered once."""
    if name in _exits:
        raise ValueError(f"There is an exit “{name}” already.")
    _exits[name] = Exit(name=name, audience=audience, shows=shows, patterns=tuple(patterns), routes=tuple(routes))


def get_exits() -> list[Exit]:
    return list(_exits.values())


def iter_patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Yield every pattern of the URL resolver, with those that it is included below, e.g. ``search/results.json``."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from iter_patterns(pattern, address)
        elif isinstance(pattern, URLPattern):
            yield address
