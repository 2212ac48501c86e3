"""The search engine: what is indexed, and how a query is answered.

All other code imports from here alone, and nothing from the modules inside:

- ``search(request)`` answers a ``SearchRequest``; ``suggest(site, prefix)`` completes what is being typed. Both raise
  ``SearchOverloadedError`` when they cannot answer now.
- ``index_pages(pages)`` indexes pages that were published just now, ``refresh_pages(pages)`` writes their rows again
  after a smaller change, ``remove_page(page)`` removes them, ``index_document(document)`` indexes a file.
- ``get_indexed_title``, ``get_pages_mentioning``, ``get_pages_linking``, ``get_topics_below``, ``get_missing_pages``
  and ``get_recent_pages`` say what the index has or should have; ``remove_stale_rows`` removes what it should not
  have; ``count_words`` counts its vocabulary.
- ``create_table`` makes the optional table of vectors, and ``write_missing_vectors`` fills it.

A search goes through ``pipeline``, which uses ``query`` (parsing and interpreting), ``retrieval`` (finding and scoring
rows) and ``results`` (what is shown of them). ``index`` writes rows; ``db`` is how all of them talk to PostgreSQL.
"""

from .db.slots import SearchOverloadedError
from .index.meaning import create_table, write_missing_vectors
from .index.vocabulary import count_words
from .index.write import (
    PAGES_PER_BATCH,
    get_indexed_title,
    get_missing_pages,
    get_pages_linking,
    get_pages_mentioning,
    get_recent_pages,
    get_topics_below,
    index_document,
    index_pages,
    refresh_pages,
    remove_page,
    remove_stale_rows,
)
from .pipeline import search
from .query.parser import MAX_QUERY_LENGTH
from .request import SearchRequest
from .results.types import Result, SearchResponse, Suggestion
from .retrieval.facet_counts import FACETS
from .suggestions import suggest

__all__ = [
    "FACETS",
    "MAX_QUERY_LENGTH",
    "PAGES_PER_BATCH",
    "Result",
    "SearchOverloadedError",
    "SearchRequest",
    "SearchResponse",
    "Suggestion",
    "count_words",
    "create_table",
    "get_indexed_title",
    "get_missing_pages",
    "get_pages_linking",
    "get_pages_mentioning",
    "get_recent_pages",
    "get_topics_below",
    "index_document",
    "index_pages",
    "refresh_pages",
    "remove_page",
    "remove_stale_rows",
    "search",
    "suggest",
    "write_missing_vectors",
]
