"""The parameters of query strings that public pages use. The page cache drops all others (``delivery.page_cache``).

Without that, each link that was shared with a campaign's or a robot's own parameter would be a page of its own.
"""

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


def get_uncached_parameters() -> set[str]:
    return _uncached
