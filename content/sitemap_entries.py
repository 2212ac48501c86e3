"""Entries of the sitemap that are no pages: lists that an app makes below one, e.g. those of tags below a blog."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from wagtail.models import Site

#: The ``url_path`` of a list, as pages have it, and the day of its last change.
SitemapEntry = tuple[str, date | None]
SitemapSource = Callable[[Site], Iterable[SitemapEntry]]

_sources: list[SitemapSource] = []


def register_sitemap_source(source: SitemapSource) -> SitemapSource:
    """Register a function that returns entries of a site's sitemap.

    It must bound their number: a sitemap has 50,000, and those of pages come first.
    """
    _sources.append(source)
    return source


def iter_sitemap_entries(site: Site) -> Iterator[SitemapEntry]:
    """Yield the entries of all sources."""
    for source in _sources:
        yield from source(site)
