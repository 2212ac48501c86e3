"""Models of the public search: the index, its vocabulary, promoted results, and how often each query was made."""

from .documents import NAMES_CONFIG, STEM_CONFIG, SearchDocument
from .promotions import PromotedResult, Promotion
from .search_counts import SearchCount
from .words import Acronym, IgnoredWord, Stem, Synonym, Word

__all__ = [
    "NAMES_CONFIG",
    "STEM_CONFIG",
    "Acronym",
    "IgnoredWord",
    "PromotedResult",
    "Promotion",
    "SearchCount",
    "SearchDocument",
    "Stem",
    "Synonym",
    "Word",
]
