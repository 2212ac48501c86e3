"""Parser of the query language: what a visitor wrote, as a tree.

    query  = clause*
    clause = ["-" | "NOT"] (filter | phrase | word) ("OR" (phrase | word))*
    filter = ("person" | "topic" | "type" | "year" | "before" | "after") ":" (word | phrase)
    phrase = '"' anything '"'

“AND” between words says what is so anyway, and is ignored. A word with “*” at its end is the beginning of words. A
query of nothing but “-8a” is a word. A date in May is a phrase, for “may” is mostly a verb. Whatever fits none of this
is read as words, so that every text is a query: “note:” is a word, a lonely quotation mark is ignored, “year:soon” is
two words. Parsing never fails.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from search.tokenizer import split_words

from .dates import find_date_in_may

#: Characters. Longer queries are refused by the form; the parser cuts what it is given.
MAX_QUERY_LENGTH = 500
#: Further clauses and filters are ignored: each costs time.
MAX_CLAUSES = 40
#: A query of more clauses is a long one, and may be a hard one.
MANY_CLAUSES = 12

_TOKEN = re.compile(
    r"""
    (?P<minus>(?<!\S)[-−–])?                                  # -without, at the beginning of a word only
    (?:(?P<field>person|topic|type|year|before|after):(?=\S))?
    (?:["“”„«»](?P<phrase>[^"“”„«»]*)(?:["“”„«»]|$)           # "a phrase", also an unclosed one
      |(?P<word>[^\s"“”„«»]+))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPERATORS = ("OR", "AND", "NOT")
_BEGINNING = re.compile(r"[^\W_]{2,}\*")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Term:
    """A word as it was written, perhaps a compound; or a phrase, whose words stand side by side."""

    text: str
    is_phrase: bool = False

    @property
    def is_beginning(self) -> bool:
        """Whether it means all words that begin so (“harb*”)."""
        return not self.is_phrase and _BEGINNING.fullmatch(self.text) is not None


@dataclass(frozen=True)
class Clause:
    """What must be there or, if it is excluded, must not: any one of its terms."""

    terms: tuple[Term, ...]
    is_excluded: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether it has a phrase of several words."""
        return any(term.is_phrase and len(split_words(term.text)) > 1 for term in self.terms)

    @property
    def text(self) -> str:
        return " OR ".join(f'"{term.text}"' if term.is_phrase else term.text for term in self.terms)


@dataclass(frozen=True)
class Filter:
    """``person`` and ``topic`` have a name as written, ``type`` a kind, ``year`` a number, the others a day.

    ``before`` leaves its day out, ``after`` has it: “after:2023” has 1 January 2024.
    """

    name: str
    value: str | int | date
    is_excluded: bool = False


@dataclass(frozen=True)
class Query:
    clauses: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def included(self) -> list[Clause]:
        return [clause for clause in self.clauses if not clause.is_excluded]

    @property
    def excluded(self) -> list[Clause]:
        return [clause for clause in self.clauses if clause.is_excluded]

    def without_phrases(self) -> "Query":
        """Return the query with the words of its phrases, which may then stand anywhere."""
        clauses: list[Clause] = []
        for clause in self.clauses:
            if clause.is_phrase and len(clause.terms) == 1 and not clause.is_excluded:
                clauses += [Clause((Term(word),)) for word in clause.terms[0].text.split() if split_words(word)]
            else:
                clauses.append(clause)
        return replace(self, clauses=tuple(clauses[:MAX_CLAUSES]))

    @property
    def text(self) -> str:
        """The clauses as they would be written, without the filters."""
        return " ".join(("-" if clause.is_excluded else "") + clause.text for clause in self.clauses)


def parse(text: str, types: Mapping[str, str] = MappingProxyType({})) -> Query:
    """Return the query that ``text`` is. ``types`` are the normalised words after ``type:``, with the kind of each."""
    clauses: list[Clause] = []
    filters: list[Filter] = []
    after_or = after_not = False
    for token in _TOKEN.finditer(text[:MAX_QUERY_LENGTH]):
        is_phrase = token["phrase"] is not None
        written = token["phrase"] if is_phrase else token["word"]
        if written in _OPERATORS and not (token["minus"] or is_phrase or token["field"]):
            after_or, after_not = written == "OR" and bool(clauses), written == "NOT"
            continue
        is_excluded, after_not = bool(token["minus"]) or (after_not and not text.isupper()), False
        if token["field"]:
            parsed = _parse_filter(token["field"].lower(), written, is_excluded, types)
            if parsed:
                filters.append(parsed)
                after_or = False
                continue
            written = written if is_phrase else f"{token['field']} {written}"
        if not split_words(written):
            continue
        if after_or and not is_excluded and not clauses[-1].is_excluded:
            clauses[-1] = Clause((*clauses[-1].terms, Term(written, is_phrase)))
        else:
            clauses.append(Clause((Term(written, is_phrase),), is_excluded))
        after_or = False
    if len(clauses) == 1 and not filters and clauses[0].terms[0].text[0].isdecimal():
        clauses = [Clause(clauses[0].terms)]
    return Query(tuple(_join_days_in_may(clauses)[:MAX_CLAUSES]), tuple(filters[:MAX_CLAUSES]))


def _join_days_in_may(clauses: list[Clause]) -> list[Clause]:
    """Return the clauses with “3 May 2026” and “May 2026” as phrases: “may” is mostly a verb."""
    words = [_get_plain_word(clause) for clause in clauses]
    joined, at = [], 0
    while at < len(clauses):
        size, dates = find_date_in_may(words[at : at + 4])
        joined.append(Clause(tuple(Term(text, is_phrase=True) for text in dates)) if dates else clauses[at])
        at += size if dates else 1
    return joined


def _get_plain_word(clause: Clause) -> str:
    (first, *others) = clause.terms
    words = split_words(first.text)
    return "" if others or first.is_phrase or clause.is_excluded or len(words) != 1 else words[0]


def _parse_filter(name: str, written: str, is_excluded: bool, types: Mapping[str, str]) -> Filter | None:
    """Return the filter, or None where it cannot have that value."""
    if name == "type":
        kind = types.get(" ".join(split_words(written)))
        return Filter(name, kind, is_excluded) if kind else None
    if name == "year":
        number = re.fullmatch(r"[1-9]\d{3}", written, re.ASCII)
        return Filter(name, int(written), is_excluded) if number else None
    if name in ("before", "after"):
        period = _parse_period(written)
        # “after:2023” begins when the year is over; “before:2023” ends where it begins.
        return Filter(name, period[name == "after"], is_excluded) if period else None
    return Filter(name, written, is_excluded) if split_words(written) else None


def _parse_period(written: str) -> tuple[date, date] | None:
    """Return the first day of a year, month or day, and the first day after it."""
    found = _DATE.fullmatch(written)
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        start = date(year, month or 1, day or 1)
        if day:
            return start, start + timedelta(days=1)
        if month:
            return start, date(year + month // 12, month % 12 + 1, 1)
        return start, date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        return None
