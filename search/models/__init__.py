"""What public search keeps: the index itself, and the words that it knows."""

from .documents import CONFIG, NAMES_CONFIG, SearchDocument
from .words import Acronym, IgnoredWord, Stem, Synonym, Word

__all__ = ["CONFIG", "NAMES_CONFIG", "Acronym", "IgnoredWord", "SearchDocument", "Stem", "Synonym", "Word"]
