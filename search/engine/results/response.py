"""Building the response to a search from the rows that were found."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator

from search.models.documents import SearchDocumentQuerySet

from ..query.interpretation import InterpretedQuery, find_similar_spellings
from ..request import SearchRequest
from ..retrieval.candidates import RetrievedRows
from .facet_values import build_facets
from .result_list import build_results
from .types import Result, SearchResponse


class _PageOfMany(Sequence[Result]):
    """Stands for all results in a paginator: it knows their number, and the results of one page only."""

    def __init__(self, total: int, results: list[Result]):
        self.total, self.results = total, results

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, _slice: Any) -> Any:
        return self.results


def build_response(
    request: SearchRequest,
    interpreted: InterpretedQuery,
    found: RetrievedRows,
    visible: SearchDocumentQuerySet,
    page_number: int,
    *,
    is_reduced: bool,
    phrases_as_words: bool,
) -> SearchResponse:
    """Return the response with the page of results that ``found`` has the rows of."""
    results = build_results(found.ids, interpreted.clauses, request.site, visible, found.by_meaning)
    counts = found.get_counts()
    is_corrected = bool(interpreted.corrections)
    return SearchResponse(
        query=request.query,
        results=Paginator(_PageOfMany(counts.total, results), request.size).get_page(page_number),
        facets=build_facets(counts.facets, request, visible),
        corrected_query=interpreted.query.text if is_corrected else "",
        verbatim_url=request.get_query_string(verbatim=1, page=None) if is_corrected else "",
        corrections=interpreted.corrections,
        dropped_words=interpreted.dropped_words,
        similar_words=_get_spellings_to_try(interpreted, visible, counts.total, is_reduced=is_reduced),
        has_partial_matches=found.has_partial_matches,
        newest_examined=found.newest_examined,
        is_reduced=is_reduced,
        phrases_as_words=phrases_as_words,
        sort=request.sort,
    )


def _get_spellings_to_try(
    interpreted: InterpretedQuery, visible: SearchDocumentQuerySet, total: int, *, is_reduced: bool
) -> list[str]:
    if interpreted.offered or total or is_reduced:
        return interpreted.offered
    return find_similar_spellings(interpreted, visible)


def build_empty_response(request: SearchRequest) -> SearchResponse:
    return SearchResponse(request.query, Paginator([], request.size).get_page(1))
