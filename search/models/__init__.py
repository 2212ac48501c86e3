"""What public search keeps: the index itself, the words that it knows, what editors put first, and what was asked."""

from .documents import CONFIG, NAMES_CONFIG, SearchDocument
from .log import SearchCount
from .promotions import PromotedResult, Promotion
from .words import Acronym, IgnoredWord, Stem, Synonym, Word

__all__ = [
    "CONFIG",
    "NAMES_CONFIG",
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
