"""Phrase matching: reads rows one by one for phrases, because the index does not know where words stand."""

from ..db.parallel import split_in_two
from ..db.sql import fetch_all, to_array_literal


def filter_by_phrase(ids: list[int], tsquery: str) -> list[int]:
    """Return those rows among ``ids`` that match a tsquery with phrases; the vector of each is read."""
    statement = """
        SELECT id FROM (
            SELECT id, vector FROM search_searchdocument WHERE id = ANY(%s::bigint[]) OFFSET 0
        ) AS having_words WHERE vector @@ %s::tsquery
    """
    return _filter_in_two_halves(statement, ids, tsquery)


def filter_by_patterns(ids: list[int], patterns: list[str]) -> list[int]:
    """Return those rows among ``ids`` whose text matches all regular expressions; the text of each is read."""
    statement = r"""
        SELECT id FROM search_searchdocument
        WHERE id = ANY(%s::bigint[]) AND concat_ws(E'\n', title, summary, body) ~* ALL (%s::text[])
    """
    return _filter_in_two_halves(statement, ids, patterns)


def _filter_in_two_halves(statement: str, ids: list[int], parameter: str | list[str]) -> list[int]:
    found = split_in_two(lambda half: fetch_all(statement, [to_array_literal(ids[half::2]), parameter]))
    return [pk for (pk,) in found]
