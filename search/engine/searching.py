"""A search from the form's values to its answer."""

from django.core.paginator import Paginator
from wagtail.models import Site

from search.models import SearchDocument

from . import facets
from .analysis import Part, analyse
from .language import Query, parse
from .presenting import present
from .results import PAGE_SIZE, Search, nothing
from .retrieval import matches, retrieve

#: Nobody turns so many pages; a larger number is an attempt to make the database count.
MOST_PAGES = 10_000


class _Counted:
    """Stands for all results in a paginator: their number is known, and those of one page."""

    def __init__(self, total: int, results: list):
        self.total, self.results = total, results

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, _slice):
        return self.results


def run_search(site: Site, values: dict) -> Search:
    """Run the search that ``values`` describe, for visitors of ``site``.

    ``values`` has ``q`` (see ``engine.language``) and, where chosen: ``type``, ``topic``, ``person`` (slugs) and
    ``year``; ``sort="date"`` for the newest first; ``verbatim`` to search for misspelt words as they are; ``page`` and
    ``page_size``. Values are those of a valid ``SearchForm``, but any ``q`` and ``page`` are answered.
    """
    size = values.get("page_size", PAGE_SIZE)
    query = parse(values.get("q", ""))
    if not (query.clauses or query.filters):
        return nothing(values.get("q", ""), size)
    return _answer(query, site, values, size)


def _answer(query: Query, site: Site, values: dict, size: int) -> Search:
    visible = SearchDocument.objects.visible(site)
    parts = analyse(query, visible)
    rows = visible.filter(matches(tsquery(parts)))
    filters = facets.conditions(values)
    scoring = ("ts_rank(d.vector, %s::tsquery, 1)", [tsquery(parts)])
    number = _page_number(values.get("page"))
    found = retrieve(rows, filters, scoring, (number - 1) * size, size)
    if found.total and not found.ids:
        # Beyond the last page the last one is shown.
        number = (found.total - 1) // size + 1
        found = retrieve(rows, filters, scoring, (number - 1) * size, size)
    page = Paginator(_Counted(found.total, present(found.ids, parts, site)), size).get_page(number)
    return Search(values["q"], page, facets.present(found.counts, values, visible))


def _page_number(value) -> int:
    try:
        return min(max(int(value), 1), MOST_PAGES)
    except (TypeError, ValueError):
        return 1


def tsquery(parts: list[Part]) -> str:
    """Return the query that finds what has all wanted parts and none of the unwanted."""
    return " & ".join(f"!({part.match})" if part.clause.excluded else f"({part.match})" for part in parts if part.match)
