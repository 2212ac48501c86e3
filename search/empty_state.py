"""Empty state: what a visitor may read instead where nothing was found."""

from dataclasses import dataclass

from wagtail.models import Site

from .models import SearchDocument

MAX_TOPICS = 12
MAX_LATEST = 3


@dataclass(frozen=True)
class EmptyState:
    """All topics and the newest pages, as rows of the index."""

    topics: list[SearchDocument]
    latest: list[SearchDocument]


def get_empty_state(site: Site) -> EmptyState:
    pages = SearchDocument.objects.visible(site).pages()
    topics = pages.filter(kind="topic").order_by("title")[:MAX_TOPICS]
    return EmptyState(list(topics), list(pages.most_recent()[:MAX_LATEST]))
