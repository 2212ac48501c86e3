"""The prebuilt search index of a copy of the site, in the format of MiniSearch 7 (``MiniSearch.loadJS``).

MiniSearch (MIT licence, https://lucaong.github.io/minisearch/) searches in the browser; its file lies in ``assets/``.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

FIELDS = ("title", "summary", "text")
MAX_WORDS = 1_500_000  # of the texts of all pages: 10 to 20 megabytes, and a quarter of that compressed


@dataclass(frozen=True)
class Document:
    """``url`` is relative to the folder of the copy."""

    url: str
    title: str
    summary: str
    text: str


@cache
def get_separators() -> re.Pattern[str]:
    r"""Return what MiniSearch parts words at: ``/[\n\r\p{Z}\p{P}]+/u``."""
    characters = (chr(code) for code in range(sys.maxunicode + 1))
    separating = "".join(character for character in characters if unicodedata.category(character)[0] in "ZP")
    return re.compile(f"[\n\r{re.escape(separating)}]+")


def split_words(text: str) -> list[str]:
    return get_separators().split(text)


def build_index(documents: Sequence[Document]) -> dict[str, Any]:
    """Return the index as MiniSearch serialises it. Long texts are cut if there are very many pages."""
    postings: dict[str, dict[str, dict[str, int]]] = {}
    lengths: dict[str, list[int]] = {}
    totals = [0] * len(FIELDS)
    max_words = MAX_WORDS // max(1, len(documents))
    for number, document in enumerate(documents):
        lengths[str(number)] = []
        for field, name in enumerate(FIELDS):
            words = split_words(getattr(document, name))[:max_words]
            length = len(set(words))  # before they are made lower case, as the library counts
            lengths[str(number)].append(length)
            totals[field] += length
            for word, times in Counter(word.lower() for word in words).items():
                if word:
                    postings.setdefault(word, {}).setdefault(str(field), {})[str(number)] = times
    return {
        "documentCount": len(documents),
        "nextId": len(documents),
        "documentIds": {str(number): number for number in range(len(documents))},
        "fieldIds": {name: field for field, name in enumerate(FIELDS)},
        "fieldLength": lengths,
        "averageFieldLength": [total / max(1, len(documents)) for total in totals],
        "storedFields": {
            str(number): {"title": document.title, "summary": document.summary, "url": document.url}
            for number, document in enumerate(documents)
        },
        "dirtCount": 0,
        "index": sorted(postings.items()),
        "serializationVersion": 2,
    }
