"""The search engine: what is indexed, and how a query is answered.

The surface (views, feeds, forms, the admin) uses these, and nothing else of the engine:

``run_search(site, values)`` answers a search, ``suggest(site, prefix)`` completes what is being typed,
``index_document(document)`` takes a file's title and text. ``search.signals`` calls it as soon as a file was read.
"""

from .indexing import index_document
from .results import Result, Search, Suggestion
from .searching import run_search
from .suggestions import suggest

__all__ = ["Result", "Search", "Suggestion", "index_document", "run_search", "suggest"]
