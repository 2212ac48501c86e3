"""The search pipeline, from a request to a response: parse, interpret, retrieve, build the results."""

import logging
from dataclasses import replace

from search.models import SearchDocument
from search.models.documents import SearchDocumentQuerySet
from search.result_types import get_type_words

from .db.session import TIMEOUT_MS, SearchTimeoutError, search_session
from .db.slots import SearchOverloadedError, wait_for_slot
from .query.clauses import ClauseSet
from .query.filters import apply_filters
from .query.interpretation import InterpretedQuery, interpret
from .query.meaning import get_meant_text
from .query.parser import Query, parse
from .request import SearchRequest
from .results.response import build_empty_response, build_response
from .results.types import SearchResponse
from .retrieval.facet_counts import get_facet_conditions
from .retrieval.query_weights import get_own_words
from .retrieval.strategies import SearchStrategy

logger = logging.getLogger(__name__)

#: By how much the limits of the rows that are read are divided (see ``SearchStrategy``). A search that takes too long
#: is done again with the next one.
DIVISORS = (1, 4, 16)


def search(request: SearchRequest) -> SearchResponse:
    """Answer a search; any text as its query has an answer.

    It waits while too many others run. If it takes too long it is done again with fewer rows. Raises
    ``SearchOverloadedError`` when it would have to wait or to work for too long all the same: that nothing was found
    is only said when everything was looked through.
    """
    query = parse(request.query, get_type_words())
    if not (query.clauses or query.filters):
        return build_empty_response(request)
    interpreted = None
    with wait_for_slot() as slot:
        for divisor in DIVISORS:
            try:
                with search_session(TIMEOUT_MS, slot):
                    visible = SearchDocument.objects.visible(request.site, request.now)
                    verbatim = request.verbatim or divisor > 1
                    # What a step before this one has interpreted is still true.
                    interpreted = interpreted or interpret(query, visible, verbatim=verbatim)
                    response = _answer(request, query, interpreted, visible, divisor)
            except SearchTimeoutError:
                logger.warning("A search took too long (its limits divided by %d): %r", divisor, request.query)
            else:
                if response.total or divisor == 1:
                    return response
    raise SearchOverloadedError


def _answer(
    request: SearchRequest, query: Query, interpreted: InterpretedQuery, visible: SearchDocumentQuerySet, divisor: int
) -> SearchResponse:
    strategy = SearchStrategy(
        clause_set=ClauseSet(interpreted.clauses),
        rows=apply_filters(visible, query.filters, by_name_index=not query.included),
        total=interpreted.row_count,
        conditions=get_facet_conditions(request.filters),
        now=request.now,
        by_date=request.by_date,
        has_query_filters=bool(query.filters),
        own_words=get_own_words(request.site),
        divisor=divisor,
        meant=get_meant_text(query, interpreted),
        has_unknown_words=bool(interpreted.dropped_words),
    )
    number, size = request.page_number, request.size
    found = strategy.find((number - 1) * size, size)
    phrases_as_words = False
    # The total may still be counted: it is only asked for where no row was found.
    if any(clause.is_phrase for clause in interpreted.query.included) and not found.ids and not found.total:
        as_words = interpret(query.without_phrases(), visible, verbatim=request.verbatim)
        other_strategy = replace(strategy, clause_set=ClauseSet(as_words.clauses))
        by_words = other_strategy.find((number - 1) * size, size)
        if by_words.total:
            phrases_as_words, interpreted, strategy = True, as_words, other_strategy
            found = replace(by_words, newest_examined=by_words.newest_examined or found.newest_examined)
    if not found.ids and found.total:
        # Beyond the last page the last one is shown.
        number = (found.total - 1) // size + 1
        found = strategy.find((number - 1) * size, size)
    return build_response(
        request,
        interpreted,
        found,
        visible,
        number,
        is_reduced=divisor > 1,
        phrases_as_words=phrases_as_words,
    )
