"""Putting a misspelt word right by the words that the site uses."""

from collections.abc import Iterable
from itertools import chain
from math import log

from django.db import connection

from search.models import CONFIG

from .retrieval import matches
from .text import LONGEST_WORD, fold
from .vocabulary import distinct_words

#: Shorter words have too many neighbours, and so short ones are put right only by the words that they stand beside.
SHORTEST, SHORT = 3, 3
#: Letters that a name that was only heard may begin with. Trigrams find longer words that begin otherwise.
SOUND_ALIKE, HEARD = ("ckq", "cs", "sz", "gj", "fpv", "vw", "iey", "aeo"), 4
#: How many candidates are looked at, and how many of them are asked of the index.
LOOKED_AT, TRIED = 60, 5
#: How many candidates are looked for beside their neighbours, and in how many rows each.
TRIED_BESIDE, ROWS_BESIDE = 12, 20


def edits(written: str, word: str, most: int = LONGEST_WORD) -> int:
    """Return how many letters differ, two that changed places counting once (Damerau-Levenshtein distance).

    Of words that differ in more than ``most`` it is only known that they do.
    """
    before, row = [], list(range(len(word) + 1))
    for i, letter in enumerate(written, start=1):
        above, before, row = before, row, [i]
        for j, other in enumerate(word, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and written[i - 2] == other:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(*row, *before) > most:
            break
    return row[-1]


def candidates(written: str) -> list[str]:
    """Return words of the site that ``written``, a folded word, may be meant for, the likeliest first."""
    if len(written) < SHORTEST or written.isdigit():
        return []
    most = 1 if len(written) <= 5 else 2 if len(written) <= 10 else 3
    begins = [f"{letter}%" for letter in _initials(written)]
    with connection.cursor() as cursor:
        # Most mistakes spare the first letter, so that an index narrows the search; trigrams find the others.
        cursor.execute(
            f"""
            (SELECT word, documents FROM search_word
              WHERE ({" OR ".join(["word LIKE %s"] * len(begins))}) AND length(word) BETWEEN %s AND %s
                AND levenshtein_less_equal(word, %s, %s) <= %s
              ORDER BY documents DESC LIMIT %s)
            UNION
            (SELECT word, documents FROM search_word WHERE word %% %s ORDER BY similarity(word, %s) DESC LIMIT %s)
            """,  # noqa: S608 - only the number of conditions varies
            [
                *(*begins, len(written) - most, len(written) + most),
                *(written, most + 1, most + 1, LOOKED_AT, written, written, LOOKED_AT),
            ],
        )
        known = dict(cursor.fetchall())
    near = {word: distance for word in known if (distance := edits(written, word, most)) <= most}

    def likelihood(word: str) -> float:
        return -near[word] + 0.15 * log(1 + known[word]) + 0.4 * (word[0] == written[0])

    return [*sorted(near, key=likelihood, reverse=True), *_apart(written)]


def _initials(written: str) -> set[str]:
    """Return the letters that what is meant may begin with."""
    alike = "".join(letters for letters in SOUND_ALIKE if written[0] in letters) if len(written) <= HEARD else ""
    return {written[0], *alike}


def _apart(written: str) -> list[str]:
    """Return two words of the site that were written together, as one text."""
    splits = [(written[:at], written[at:]) for at in range(3, len(written) - 2)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM search_word WHERE word = ANY(%s)", [[part for pair in splits for part in pair]]
        )
        known = {word for (word,) in cursor}
    return [f"{first} {second}" for first, second in splits if first in known and second in known]


def corrected(written: str, among: str, visible, neighbours: tuple[str, str] = ("", "")) -> str | None:
    """Return the likeliest word for ``written`` that the ``visible`` rows have.

    A word that stands beside one of its ``neighbours`` in the query, as the parts of a name do, goes before a likelier
    one that does not; so does one that occurs together with the rest of the query (``among``, a tsquery, may be empty).
    """
    likely = candidates(fold(written))
    for word in _beside(likely[:TRIED_BESIDE], neighbours, visible):
        if _is_visible(word, _tsqueries([word])[0][1], visible):
            return word
    if len(fold(written)) <= SHORT:
        return None
    found = _tsqueries(likely[:TRIED])
    together = [(word, f"({tsquery}) & ({among})") for word, tsquery in found] if among else []
    for word, tsquery in [*together, *found]:
        if _is_visible(word, tsquery, visible):
            return word
    return None


def _beside(likely: list[str], neighbours: tuple[str, str], visible) -> list[str]:
    """Return those words that stand beside a neighbour (the word before or after) in some visible row."""
    before, after = neighbours
    pairs = [f"{before} {word}" for word in likely if before] + [f"{word} {after}" for word in likely if after]
    if not pairs:
        return []
    found = likely * (bool(before) + bool(after))
    sql, parameters = visible.order_by().values("vector").query.sql_with_params()
    with connection.cursor() as cursor:
        # In few rows each: where both words are common, their being side by side somewhere tells nothing.
        cursor.execute(
            f"""
            SELECT word FROM unnest(%s::text[], %s::text[]) AS asked (word, pair)
            WHERE numnode(phraseto_tsquery(%s, pair)) = 3 AND EXISTS (
                SELECT FROM (SELECT vector FROM ({sql}) AS v WHERE vector @@ plainto_tsquery(%s, pair) LIMIT %s) AS few
                WHERE vector @@ phraseto_tsquery(%s, pair))
            """,  # noqa: S608 - the inner query is Django's, its values are parameters
            [found, pairs, CONFIG, *parameters, CONFIG, ROWS_BESIDE, CONFIG],
        )
        beside = {word for (word,) in cursor}
    return [word for word in likely if word in beside]


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
    # Any ten do, and mostly the first two have them: each is read with its whole text.
    return any(set(text.split()) <= distinct_words(row) for row in chain(rows[:2], rows[2:10]))
