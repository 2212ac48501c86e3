"""What apps add to the sitemap: lists that are no pages, and when the lists on pages have changed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from wagtail.models import Site

#: The ``url_path`` of a list, as pages have it, and the day of its last change.
SitemapEntry = tuple[str, date | None]
SitemapSource = Callable[[Site], Iterable[SitemapEntry]]
#: The primary key of a page, and the day on which something that it lists was published.
ListChange = tuple[int, date]
ListChangeSource = Callable[[Site], Iterable[ListChange]]

_sources: list[SitemapSource] = []
_change_sources: list[ListChangeSource] = []


def register_sitemap_source(source: SitemapSource) -> SitemapSource:
    """Register a function that returns entries of a site's sitemap, such as the lists of tags below a blog.

    It must bound their number: a sitemap has 50,000, and those of pages come first.
    """
    _sources.append(source)
    return source


def iter_sitemap_entries(site: Site) -> Iterator[SitemapEntry]:
    """Yield the entries of all sources."""
    for source in _sources:
        yield from source(site)


def register_list_changes(source: ListChangeSource) -> ListChangeSource:
    """Register a function that returns pages that list others, and when one of those was published last."""
    _change_sources.append(source)
    return source


def get_list_changes(site: Site) -> dict[int, date]:
    """Return the day of the last change of each page that lists others, by primary key."""
    changes: dict[int, date] = {}
    for source in _change_sources:
        for pk, day in source(site):
            changes[pk] = max(day, changes.get(pk, day))
    return changes
