"""Phrases word for word.

Words that are in every text, such as “where is your”, are in no index. So for a phrase that has some of them the index
finds what may have it, and the texts themselves are read.
"""

from .analysis import Part
from .beside import in_halves
from .marking import beginnings, stems_of
from .ranking import array_of
from .retrieval import fetch
from .text import words

#: Of a longer phrase the first words are asked for as they are: nothing else begins with so many.
MOST_ASKED = 20
#: An accent may be over any letter of a word: one that has a letter with an accent may be any word.
_ACCENTED = r"\w*[^\x01-\x7f]\w*"
_BETWEEN = r"(?:['’ʼ‘`]s)?\W+"


def pattern(phrase: str) -> str:
    """Return PostgreSQL's regular expression for a phrase; empty if the index has all of its words.

    Words that it has may stand in another form, as they may in all phrases.
    """
    asked = words(phrase)
    stems = stems_of(set(asked))
    if stems.keys() >= set(asked):
        return ""
    pieces = [f"(?:{'|'.join(beginnings(stems[word]))})\\w*" if word in stems else word for word in asked]
    return rf"\m{_BETWEEN.join(f'(?:{piece}|{_ACCENTED})' for piece in pieces[:MOST_ASKED])}\M"


def pattern_of(part: Part) -> str:
    """Return a regular expression of a phrase of which the index knows a part, unless something may stand for it."""
    (first, *more) = part.clause.terms
    return pattern(first.text) if first.phrase and not more and not part.others else ""


def saying(ids: list[int], patterns: list[str]) -> list[int]:
    """Return those rows among ``ids`` whose text has all of some patterns; each is read."""
    statement = r"""
        SELECT id FROM search_searchdocument
        WHERE id = ANY(%s::bigint[]) AND concat_ws(E'\n', title, summary, body) ~* ALL (%s::text[])
    """
    return [pk for (pk,) in in_halves(lambda half: fetch(statement, [array_of(ids[half::2]), patterns]))]
