"""Search requests: the query and everything else that decides what a search finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from django.utils import timezone
from wagtail.models import Site

PAGE_SIZE = 10
#: Nobody turns to further pages; a larger number is an attempt to make the database count.
MAX_PAGE = 10_000


@dataclass(frozen=True)
class SearchRequest:
    """A search by a visitor of ``site``; any text is a ``query`` (see ``query.parser``).

    ``filters`` has the chosen values by facet: ``type``, the slugs of ``topic`` and ``person``, and ``year``.
    ``verbatim`` searches for misspelt words as they are. ``page`` counts from 1; it and ``page_size`` are None where
    the visitor did not ask for one.
    """

    query: str
    site: Site
    filters: Mapping[str, str | int] = field(default_factory=dict)
    sort: Literal["relevance", "date"] = "relevance"
    verbatim: bool = False
    page: int | None = None
    page_size: int | None = None
    now: datetime = field(default_factory=timezone.now)

    @property
    def by_date(self) -> bool:
        """Whether the newest results come first."""
        return self.sort == "date"

    @property
    def size(self) -> int:
        """How many results a page has."""
        return self.page_size or PAGE_SIZE

    @property
    def page_number(self) -> int:
        return min(max(self.page or 1, 1), MAX_PAGE)

    def get_query_string(self, **changes: str | int | None) -> str:
        """Return ``?...`` of this search with some parameters changed; None removes one."""
        parameters = {
            "q": self.query,
            **self.filters,
            "sort": "date" if self.by_date else None,
            "verbatim": self.verbatim or None,
            "page_size": self.page_size,
            "page": self.page,
        }
        given = {name: value for name, value in parameters.items() if value}
        return "?" + urlencode({name: value for name, value in {**given, **changes}.items() if value})
