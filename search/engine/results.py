"""What a search returns."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.utils.safestring import SafeString

PAGE_SIZE = 10
NOTHING = SafeString("")


@dataclass(frozen=True)
class Result:
    """One result as it is shown.

    ``title_html`` and ``snippet`` are escaped, with hits in ``<mark>``. ``url`` is absolute and leads to the page, to
    the place of a quote on it, or to the file. ``day`` is that of ``date`` as the page shows it, and ``label`` what
    must be seen beside the title, e.g. “Cancelled”. ``matches`` counts the hits in the whole text, and
    ``first_match_url`` leads to the first of them with a text fragment (empty without a hit in the text).

    A quote has a ``speaker`` and their ``role`` that day, also as HTML with hits; a file has a ``document_id``.
    ``page_id`` is the page that a result leads to, or that links to the file.
    """

    title: str
    url: str
    type: str
    type_label: str
    date: datetime | None
    day: date | None
    title_html: SafeString
    snippet: SafeString
    people: list[str]
    topics: list[str]
    label: str = ""
    matches: int = 0
    first_match_url: str = ""
    speaker: str = ""
    role: str = ""
    speaker_html: SafeString = NOTHING
    role_html: SafeString = NOTHING
    page_id: int | None = None
    document_id: int | None = None


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet. ``url`` is the query string that chooses it or, when it is ``selected``, lets it go."""

    value: str
    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True)
class Replacement:
    """A word that nobody published, and the word of the site that was searched for instead."""

    written: str
    used: str


@dataclass(frozen=True)
class Search:
    """A search and its answer.

    ``results`` is one page of the results. Of the forgiving part: ``showing`` is the query that was answered where
    words were ``replaced`` (empty otherwise), and ``verbatim_url`` the query string that searches for what was written
    instead. ``most_words`` tells that few or no documents have all words and that those with most of them follow;
    ``dropped`` are the words that nothing visible has. ``closest`` are spellings to try when nothing was found.
    ``only_newest`` is how many of the newest documents were looked at where not all could be (0: all were), and
    ``took_too_long`` tells that the search was given up: what is found has its rarest word, or is nothing.
    """

    query: str
    results: PaginatorPage
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    showing: str = ""
    verbatim_url: str = ""
    replaced: list[Replacement] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    closest: list[str] = field(default_factory=list)
    most_words: bool = False
    only_newest: int = 0
    took_too_long: bool = False
    sort: str = "relevance"

    @property
    def total(self) -> int:
        return self.results.paginator.count


def nothing(query: str = "", size: int = PAGE_SIZE) -> Search:
    return Search(query, Paginator([], size).get_page(1))


@dataclass(frozen=True)
class Suggestion:
    """Something of the site whose name begins with what was typed. ``type`` is as in results."""

    title: str
    url: str
    type: str
