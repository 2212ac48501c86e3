"""Stemming of normalised words, by PostgreSQL's English stemmer."""

from django.db import connection

MAX_CACHED_STEMS = 100_000
#: The stems (empty: none) of words that were looked up before. They never change.
_stems: dict[str, str] = {}


def get_stems(words: set[str]) -> dict[str, str]:
    """Return the stem of each word that has one; words such as “the” have none."""
    found = {word: stem for word in words if (stem := _stems.get(word)) is not None}
    if missing := words - found.keys():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word, coalesce((ts_lexize('english_stem', word))[1], '') FROM unnest(%s::text[]) AS word",
                [list(missing)],
            )
            new = dict(cursor.fetchall())
        if len(_stems) > MAX_CACHED_STEMS:
            _stems.clear()
        _stems.update(new)
        found |= new
    return {word: stem for word, stem in found.items() if stem}


def get_beginnings(word: str) -> set[str]:
    """Return how words may begin that have a stem in common with ``word``, or have it as their stem; normalised.

    The first two letters are those of the stem, but for “y” and “i” (“dying” and “die”).
    """
    first, second = word[:1], word[1:2]
    return {first + other for other in (("i", "y") if second in ("i", "y") else (second,))}
