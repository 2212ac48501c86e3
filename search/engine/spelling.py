"""Putting a misspelt word right by the words that the site uses."""

from collections.abc import Iterable
from math import log

from django.db import connection

from search.models import CONFIG

from .retrieval import matches
from .text import fold
from .vocabulary import distinct_words

#: Shorter words have too many neighbours.
SHORTEST = 4
#: How many candidates are looked at, and how many of them are asked of the index.
LOOKED_AT, TRIED = 60, 5


def edits(written: str, word: str) -> int:
    """Return how many letters differ, two that changed places counting once (Damerau-Levenshtein distance)."""
    before, row = [], list(range(len(word) + 1))
    for i, letter in enumerate(written, start=1):
        above, before, row = before, row, [i]
        for j, other in enumerate(word, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and written[i - 2] == other:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]


def candidates(written: str) -> list[str]:
    """Return words of the site that ``written``, a folded word, may be meant for, the likeliest first."""
    if len(written) < SHORTEST or written.isdigit():
        return []
    most = 1 if len(written) <= 5 else 2 if len(written) <= 10 else 3
    with connection.cursor() as cursor:
        # Most mistakes spare the first letter, so that an index narrows the search; trigrams find the others.
        cursor.execute(
            """
            (SELECT word, documents FROM search_word
              WHERE word LIKE %s AND length(word) BETWEEN %s AND %s
                AND levenshtein_less_equal(word, %s, %s) <= %s
              ORDER BY documents DESC LIMIT %s)
            UNION
            (SELECT word, documents FROM search_word WHERE word %% %s ORDER BY similarity(word, %s) DESC LIMIT %s)
            """,
            [
                *(written[0] + "%", len(written) - most, len(written) + most),
                *(written, most + 1, most + 1, LOOKED_AT, written, written, LOOKED_AT),
            ],
        )
        known = dict(cursor.fetchall())
    near = {word: distance for word in known if (distance := edits(written, word)) <= most}

    def likelihood(word: str) -> float:
        return -near[word] + 0.15 * log(1 + known[word]) + 0.4 * (word[0] == written[0])

    return [*sorted(near, key=likelihood, reverse=True), *_apart(written)]


def _apart(written: str) -> list[str]:
    """Return two words of the site that were written together, as one text."""
    splits = [(written[:at], written[at:]) for at in range(3, len(written) - 2)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM search_word WHERE word = ANY(%s)", [[part for pair in splits for part in pair]]
        )
        known = {word for (word,) in cursor}
    return [f"{first} {second}" for first, second in splits if first in known and second in known]


def corrected(written: str, among: str, visible) -> str | None:
    """Return the likeliest word for ``written`` that the ``visible`` rows have.

    A word that occurs together with the rest of the query (``among``, a tsquery, may be empty) goes before a likelier
    one that does not.
    """
    found = _tsqueries(candidates(fold(written))[:TRIED])
    together = [(word, f"({tsquery}) & ({among})") for word, tsquery in found] if among else []
    for word, tsquery in [*together, *found]:
        if _is_visible(word, tsquery, visible):
            return word
    return None


def _tsqueries(texts: Iterable[str]) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w, phraseto_tsquery(%s, w)::text FROM unnest(%s::text[]) WITH ORDINALITY AS t (w, n) ORDER BY n",
            [CONFIG, list(texts)],
        )
        return [(word, tsquery) for word, tsquery in cursor if tsquery]


def _is_visible(text: str, tsquery: str, visible) -> bool:
    """Tell whether a visible row has the very words, not only others of the same stem."""
    rows = visible.filter(matches(tsquery)).only("title", "summary", "people", "topics", "body")
    return any(set(text.split()) <= distinct_words(row) for row in rows[:10])
