"""The parameters of query strings that public pages use. The page cache drops all others (``delivery.page_cache``).

Without that, each link that was shared with a campaign's or a robot's own parameter would be a page of its own.
"""

from collections.abc import Iterable

#: Parameters that narrow nothing.
NO_FILTERS = {"q", "page", "page_size", "sort", "verbatim"}
#: Lists with more filters than this are reached by forms: robots follow links, and would read every combination.
MAX_LINKED_FILTERS = 2

_shown: set[str] = {"page"}
_uncached: set[str] = set()


def register_parameters(*names: str) -> None:
    """Say that pages read the parameters ``names``: each combination of values is kept by itself."""
    _shown.update(names)


def register_uncached_parameters(*names: str) -> None:
    """Say that a request with one of the parameters ``names`` is never answered from the cache."""
    _uncached.update(names)


def get_parameters() -> set[str]:
    return _shown


def count_filters(parameters: Iterable[tuple[str, object]]) -> int:
    """Return how many filters a query string has, from its names and values."""
    return len({name for name, value in parameters if value and name not in NO_FILTERS})


def get_uncached_parameters() -> set[str]:
    return _uncached
