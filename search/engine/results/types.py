"""Types of what a search returns."""

import datetime
from dataclasses import dataclass, field

from django.core.paginator import Page as PaginatorPage
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..query.interpretation import Correction

EMPTY_HTML = SafeString("")
_SUBJECTS = {
    "person": gettext_lazy("%(number)d matches on this person’s page"),
    "topic": gettext_lazy("%(number)d matches on this topic’s page"),
    "series": gettext_lazy("%(number)d matches on the page of this series"),
}


@dataclass(frozen=True)
class Result:
    """One result as it is shown.

    ``title_html`` and ``snippet`` are escaped, with hits in ``<mark>``. ``url`` is absolute and leads to the page, to
    the place of a quote on it, or to the file. ``day`` is that of ``date`` as the page shows it, and ``label`` what
    must be seen beside the title, e.g. “Cancelled”. ``match_count`` is the number of hits in the whole text, and
    ``first_match_url`` leads to the first of them with a text fragment (empty without a hit in the text).

    A quote has a ``speaker`` and their ``role`` that day, also as HTML with hits; a file has a ``document_id``.
    ``page_id`` is the page that a result leads to, or that links to the file.
    """

    title: str
    url: str
    type: str
    type_label: str
    date: datetime.datetime | None
    day: datetime.date | None
    title_html: SafeString
    snippet: SafeString
    people: list[str]
    topics: list[str]
    label: str = ""
    match_count: int = 0
    first_match_url: str = ""
    speaker: str = ""
    role: str = ""
    speaker_html: SafeString = EMPTY_HTML
    role_html: SafeString = EMPTY_HTML
    page_id: int | None = None
    #: Whether it was found by its meaning alone, and not by the words of the query.
    by_meaning: bool = False
    document_id: int | None = None

    @property
    def matches_label(self) -> str:
        """How many hits the text has, in words. Only what can be read has hits in it: a person has a page."""
        if self.type in _SUBJECTS:
            return _SUBJECTS[self.type] % {"number": self.match_count}
        return _("%(number)d matches in this %(type)s") % {
            "number": self.match_count,
            "type": self.type_label.lower(),
        }


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet. ``url`` is the query string that chooses it or, when it is ``selected``, removes it."""

    value: str
    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True)
class SearchResponse:
    """The answer to a search.

    ``results`` is one page of the results. If misspelt words were replaced (``corrections``), ``corrected_query`` is
    the query that was answered, and ``verbatim_url`` the query string that searches for what was written instead.
    ``dropped_words`` are the words that nothing visible has. ``has_partial_matches`` says that few or no results have
    all words and that those with most of them follow. ``similar_words`` are queries to try, with
    another spelling of a word that nothing has.
    ``newest_examined`` is how many of the newest rows were examined where not all could be (0: all were), and
    ``is_reduced`` says that the search took too long and that fewer rows than usual were examined. ``phrases_as_words``
    says that nothing has a phrase of the query, and that its words were looked for.
    """

    query: str
    results: PaginatorPage
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    corrected_query: str = ""
    verbatim_url: str = ""
    corrections: list[Correction] = field(default_factory=list)
    dropped_words: list[str] = field(default_factory=list)
    similar_words: list[str] = field(default_factory=list)
    has_partial_matches: bool = False
    newest_examined: int = 0
    is_reduced: bool = False
    phrases_as_words: bool = False
    sort: str = "relevance"

    @property
    def total(self) -> int:
        return self.results.paginator.count


@dataclass(frozen=True)
class Suggestion:
    """A page whose name begins with what was typed. ``type`` is as in results."""

    title: str
    url: str
    type: str
