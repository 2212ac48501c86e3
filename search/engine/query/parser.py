"""Parser of the query language: what a visitor wrote, as a tree.

    query  = clause*
    clause = ["-"] (filter | phrase | word) ("OR" (phrase | word))*
    filter = ("person" | "topic" | "type" | "year" | "before" | "after") ":" (word | phrase)
    phrase = '"' anything '"'

Whatever fits none of this is read as words, so that every text is a query: “note:” is a word, a lonely quotation mark
is ignored, “year:soon” is two words. Parsing never fails.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from search.tokenizer import split_words

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
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Term:
    """A word as it was written, perhaps a compound; or a phrase, whose words stand side by side."""

    text: str
    is_phrase: bool = False


@dataclass(frozen=True)
class Clause:
    """What must be there or, if it is excluded, must not: any one of its terms."""

    terms: tuple[Term, ...]
    is_excluded: bool = False

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

    @property
    def text(self) -> str:
        """The clauses as they would be written, without the filters."""
        return " ".join(("-" if clause.is_excluded else "") + clause.text for clause in self.clauses)


def parse(text: str, types: Mapping[str, str] = MappingProxyType({})) -> Query:
    """Return the query that ``text`` is. ``types`` are the normalised words after ``type:``, with the kind of each."""
    clauses: list[Clause] = []
    filters: list[Filter] = []
    after_or = False
    for token in _TOKEN.finditer(text[:MAX_QUERY_LENGTH]):
        is_excluded, is_phrase = bool(token["minus"]), token["phrase"] is not None
        written = token["phrase"] if is_phrase else token["word"]
        if written == "OR" and not (is_excluded or is_phrase or token["field"]):
            after_or = bool(clauses)
            continue
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
    return Query(tuple(clauses[:MAX_CLAUSES]), tuple(filters[:MAX_CLAUSES]))


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
