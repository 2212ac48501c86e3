"""Spelling correction by the words that the site uses."""

from collections.abc import Iterable
from itertools import chain
from math import log

from django.db import connection
from django.db.models import Q
from rapidfuzz.distance import OSA

from search.models import STEM_CONFIG
from search.models.documents import SearchDocumentQuerySet
from search.tokenizer import MAX_WORD_LENGTH, normalise

from ..db.sql import matches_tsquery, select_columns
from ..index.vocabulary import get_written_forms
from .english import is_english
from .tsquery import name_tsquery

#: Shorter words are not corrected: they resemble too many others.
MIN_WORD_LENGTH = 3
#: Words up to this length are corrected only to words that stand beside their neighbours in the query.
SHORT_WORD_LENGTH = 3
#: Groups of letters that sound alike. A short name that was only heard may begin with another one of its group;
#: trigrams find longer words that begin otherwise.
SOUND_ALIKE, MAX_HEARD_LENGTH = ("ckq", "cs", "sz", "gj", "fpv", "vw", "iey", "aeo"), 4
#: How many similar words are read from each index, and how many of those are looked up among the visible rows.
MAX_SIMILAR_WORDS, MAX_TRIED = 60, 5
#: How many similar words are looked up beside the neighbours in the query, and in how many rows each.
MAX_TRIED_BESIDE, MAX_ROWS_BESIDE = 12, 20


def count_edits(written: str, word: str, most: int = MAX_WORD_LENGTH) -> int:
    """Return how many letters differ, two that changed places counting once (optimal string alignment distance).

    Of words that differ in more than ``most`` it is only known that they do.
    """
    return OSA.distance(written, word, score_cutoff=most)


def find_similar_words(written: str) -> list[str]:
    """Return words of the site that ``written``, a normalised word, may be meant for, the likeliest first."""
    if len(written) < MIN_WORD_LENGTH or written.isdigit():
        return []
    most = 1 if len(written) <= 5 else 2 if len(written) <= 10 else 3
    patterns = [f"{letter}%" for letter in _get_initials(written)]
    alike: list[str | int] = [
        *patterns,
        len(written) - most,
        len(written) + most,
        written,
        most + 1,
        most + 1,
        MAX_SIMILAR_WORDS,
    ]
    with connection.cursor() as cursor:
        # Most mistakes spare the first letter, so that an index narrows the search; trigrams find the others.
        cursor.execute(
            f"""
            (SELECT word, documents FROM search_word
              WHERE ({" OR ".join(["word LIKE %s"] * len(patterns))}) AND length(word) BETWEEN %s AND %s
                AND levenshtein_less_equal(word, %s, %s) <= %s
              ORDER BY documents DESC LIMIT %s)
            UNION
            (SELECT word, documents FROM search_word WHERE word %% %s ORDER BY similarity(word, %s) DESC LIMIT %s)
            """,  # noqa: S608 - only the number of conditions varies
            [*alike, written, written, MAX_SIMILAR_WORDS],
        )
        frequencies = dict(cursor.fetchall())
    edits = {word: distance for word in frequencies if (distance := count_edits(written, word, most)) <= most}

    def likelihood(word: str) -> float:
        return -edits[word] + 0.15 * log(1 + frequencies[word]) + 0.4 * (word[0] == written[0])

    return [*sorted(edits, key=likelihood, reverse=True), *_split_in_two_words(written)]


def _get_initials(written: str) -> set[str]:
    """Return the letters that the word that is meant may begin with."""
    alike = "".join(letters for letters in SOUND_ALIKE if written[0] in letters)
    return {written[0], *(alike if len(written) <= MAX_HEARD_LENGTH else "")}


def _split_in_two_words(written: str) -> list[str]:
    """Return pairs of words of the site that were written together, each pair as one text."""
    splits = [(written[:at], written[at:]) for at in range(3, len(written) - 2)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM search_word WHERE word = ANY(%s)", [[part for pair in splits for part in pair]]
        )
        known = {word for (word,) in cursor}
    return [f"{first} {second}" for first, second in splits if first in known and second in known]


def correct(
    written: str,
    among: str,
    visible: SearchDocumentQuerySet,
    neighbours: tuple[str, str] = ("", ""),
    *,
    only_names: bool = False,
) -> str | None:
    """Return the likeliest word for ``written`` that the ``visible`` rows have, as they write it.

    A word that stands beside one of its ``neighbours`` in the query, as the parts of a name do, goes before a likelier
    one that does not; so does one that occurs together with the rest of the query (``among``, a tsquery, may be empty).
    ``only_names`` leaves out what is no part of a person's name (with its neighbours, where it has any), and does not
    stand beside a word that is none of English either, as first names are.
    """
    similar = find_similar_words(normalise(written))
    before, after = ("" if only_names and is_english(word) else word for word in neighbours)
    for word in _filter_beside(similar[:MAX_TRIED_BESIDE], (before, after), visible):
        if found := _find_written(word, _to_tsqueries([word])[0][1], visible, written):
            return found
    if len(normalise(written)) <= SHORT_WORD_LENGTH:
        return None
    if only_names:
        similar = [word for word in similar[:MAX_TRIED] if _is_name(word, neighbours, visible)]
    alone = _to_tsqueries(similar[:MAX_TRIED])
    together = [(word, f"({tsquery}) & ({among})") for word, tsquery in alone] if among else []
    for word, tsquery in [*together, *alone]:
        if found := _find_written(word, tsquery, visible, written):
            return found
    return None


def _is_name(word: str, neighbours: tuple[str, str], visible: SearchDocumentQuerySet) -> bool:
    """Return whether a visible row has the word in a person's name, beside one of the neighbours if there are any."""
    around = list(filter(None, neighbours)) or [""]
    in_title, named = (
        " | ".join(f"({name_tsquery(f'{word} {neighbour}', weight)})" for neighbour in around) for weight in "AB"
    )
    is_titled = Q(matches_tsquery(in_title, "names_vector"), kind="person")
    return visible.filter(is_titled | Q(matches_tsquery(named, "names_vector"))).exists()


def _filter_beside(words: list[str], neighbours: tuple[str, str], visible: SearchDocumentQuerySet) -> list[str]:
    """Return those words that stand beside a neighbour (the word before or after) in some visible row."""
    before, after = neighbours
    pairs = [f"{before} {word}" for word in words if before] + [f"{word} {after}" for word in words if after]
    if not pairs:
        return []
    words_of_pairs = words * (bool(before) + bool(after))
    sql, parameters = select_columns(visible, "vector")
    with connection.cursor() as cursor:
        # In few rows each: where both words are common, that they stand side by side somewhere says nothing.
        cursor.execute(
            f"""
            SELECT word FROM unnest(%s::text[], %s::text[]) AS tried (word, pair)
            WHERE numnode(phraseto_tsquery(%s, pair)) = 3 AND EXISTS (
                SELECT FROM (SELECT vector FROM ({sql}) AS v WHERE vector @@ plainto_tsquery(%s, pair) LIMIT %s) AS few
                WHERE vector @@ phraseto_tsquery(%s, pair))
            """,  # noqa: S608 - the inner query is Django's, its values are parameters
            [words_of_pairs, pairs, STEM_CONFIG, *parameters, STEM_CONFIG, MAX_ROWS_BESIDE, STEM_CONFIG],
        )
        beside = {word for (word,) in cursor}
    return [word for word in words if word in beside]


def _to_tsqueries(words: Iterable[str]) -> list[tuple[str, str]]:
    """Return each word that is in the index, or pair of words, with its tsquery."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w, phraseto_tsquery(%s, w)::text FROM unnest(%s::text[]) WITH ORDINALITY AS t (w, n) ORDER BY n",
            [STEM_CONFIG, list(words)],
        )
        return [(word, tsquery) for word, tsquery in cursor if tsquery]


def _find_written(text: str, tsquery: str, visible: SearchDocumentQuerySet, typed: str) -> str | None:
    """Return the words of ``text`` as a visible row writes them; None if none has the very words.

    Rows that have others of the same stem do not count. Plain letters are as large as those that were ``typed``:
    a title says nothing about capitals.
    """
    rows = visible.filter(matches_tsquery(tsquery)).only("title", "summary", "people", "topics", "body")
    # Any ten do, and mostly the first two have them: each is read with its whole text.
    for row in chain(rows[:2], rows[2:10]):
        forms = get_written_forms(row)
        written = [forms.get(word) for word in text.split()]
        if all(written):
            return " ".join(_match_capitals(form, typed) for form in written if form)
    return None


def _match_capitals(form: str, typed: str) -> str:
    if not (form.isascii() and form.isalnum()):
        return form
    return form.upper() if typed.isupper() and len(typed) > 1 else form.title() if typed[0].isupper() else form.lower()
