"""The search pipeline, from a request to a response: parse, interpret, retrieve, build the results."""

import logging

from search.models import SearchDocument
from search.result_types import get_type_words

from .db.session import TIMEOUT_MS, SearchTimeoutError, search_session
from .query.clauses import ClauseSet
from .query.filters import apply_filters
from .query.interpretation import interpret
from .query.parser import MANY_CLAUSES, Query, parse
from .request import SearchRequest
from .results.response import build_empty_response, build_response
from .results.types import SearchResponse
from .retrieval.facet_counts import get_facet_conditions
from .retrieval.strategies import SearchStrategy

logger = logging.getLogger(__name__)

#: A query of many words is given up sooner, for it may be a hard one. The fallback of such a query is simpler.
TIMEOUT_MS_MANY_CLAUSES, TIMEOUT_MS_FALLBACK = 120, 50


def search(request: SearchRequest) -> SearchResponse:
    """Answer a search; any text as its query has an answer.

    A search that takes too long is given up, and answered in a simpler way if that takes less.
    """
    query = parse(request.query, get_type_words())
    if not (query.clauses or query.filters):
        return build_empty_response(request)
    if len(query.clauses) > MANY_CLAUSES:
        timeouts = (TIMEOUT_MS_MANY_CLAUSES, TIMEOUT_MS_FALLBACK)
    else:
        timeouts = (TIMEOUT_MS, TIMEOUT_MS)
    for timeout_ms, is_fallback in zip(timeouts, (False, True), strict=True):
        try:
            with search_session(timeout_ms):
                return _answer(request, query, is_fallback=is_fallback)
        except SearchTimeoutError:
            logger.warning(
                "A search took too long: %r%s", request.query, " (and simplified, too)" if is_fallback else ""
            )
    return build_empty_response(request, timed_out=True)


def _answer(request: SearchRequest, query: Query, *, is_fallback: bool) -> SearchResponse:
    visible = SearchDocument.objects.visible(request.site, request.now)
    interpreted = interpret(query, visible, verbatim=is_fallback or request.verbatim)
    strategy = SearchStrategy(
        clause_set=ClauseSet(interpreted.clauses),
        rows=apply_filters(visible, query.filters, by_name_index=not query.included),
        total=interpreted.row_count,
        conditions=get_facet_conditions(request.filters),
        now=request.now,
        by_date=request.by_date,
        is_fallback=is_fallback,
        has_query_filters=bool(query.filters),
    )
    number, size = request.page_number, request.size
    found = strategy.find((number - 1) * size, size)
    if not found.ids and found.total:
        # Beyond the last page the last one is shown.
        number = (found.total - 1) // size + 1
        found = strategy.find((number - 1) * size, size)
    return build_response(request, interpreted, found, visible, number, is_fallback=is_fallback)
