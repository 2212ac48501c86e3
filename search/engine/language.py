"""The language of queries: what a visitor wrote, as a tree.

    query  = clause*
    clause = ["-"] (filter | phrase | word) ("OR" (phrase | word))*
    filter = ("person" | "topic" | "type" | "year" | "before" | "after") ":" (word | phrase)
    phrase = '"' anything '"'

Whatever fits nothing of this is words, so that every text is a query: “note:” is a word, a lonely quotation mark is
nothing, a year that is none is words. Parsing never fails.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from .text import words

#: Longer queries are refused by the form; the parser cuts what it is given.
LONGEST_QUERY = 500
#: What is written after the first so many words is left out: nobody asks so much, and each costs time.
MOST_WORDS = 40

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
    phrase: bool = False


@dataclass(frozen=True)
class Clause:
    """What must be there, or must not: any one of its terms."""

    terms: tuple[Term, ...]
    excluded: bool = False

    @property
    def text(self) -> str:
        return " OR ".join(f'"{term.text}"' if term.phrase else term.text for term in self.terms)


@dataclass(frozen=True)
class Filter:
    """``person`` and ``topic`` have a name as written, ``type`` a kind, ``year`` a number, the others a day.

    What is dated ``before`` the day is meant, or ``after`` it has begun.
    """

    name: str
    value: str | int | date
    excluded: bool = False


@dataclass(frozen=True)
class Query:
    clauses: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def wanted(self) -> list[Clause]:
        return [clause for clause in self.clauses if not clause.excluded]

    @property
    def unwanted(self) -> list[Clause]:
        return [clause for clause in self.clauses if clause.excluded]


def parse(text: str, types: Mapping[str, str] = MappingProxyType({})) -> Query:
    """Return the query that ``text`` is. ``types`` are the folded words after ``type:``, with the kind each means."""
    clauses: list[Clause] = []
    filters: list[Filter] = []
    either = False
    for found in _TOKEN.finditer(text[:LONGEST_QUERY]):
        excluded, phrase = bool(found["minus"]), found["phrase"] is not None
        written = found["phrase"] if phrase else found["word"]
        if written == "OR" and not (excluded or phrase or found["field"]):
            either = bool(clauses)
            continue
        if found["field"]:
            condition = _filter(found["field"].lower(), written, excluded, types)
            if condition:
                filters.append(condition)
                either = False
                continue
            written = written if phrase else f"{found['field']} {written}"
        if not words(written):
            continue
        if either and not excluded and not clauses[-1].excluded:
            clauses[-1] = Clause((*clauses[-1].terms, Term(written, phrase)))
        else:
            clauses.append(Clause((Term(written, phrase),), excluded))
        either = False
    return Query(tuple(clauses[:MOST_WORDS]), tuple(filters[:MOST_WORDS]))


def _filter(name: str, written: str, excluded: bool, types: Mapping[str, str]) -> Filter | None:
    """Return the condition, or None where the value is not one."""
    if name == "type":
        kind = types.get(" ".join(words(written)))
        return Filter(name, kind, excluded) if kind else None
    if name == "year":
        number = re.fullmatch(r"[1-9]\d{3}", written, re.ASCII)
        return Filter(name, int(written), excluded) if number else None
    if name in ("before", "after"):
        period = _period(written)
        # “after:2023” begins when the year is over; “before:2023” ends where it begins.
        return Filter(name, period[name == "after"], excluded) if period else None
    return Filter(name, written, excluded) if words(written) else None


def _period(written: str) -> tuple[date, date] | None:
    """Return the first day of a year, month or day, and the first one after it."""
    found = _DATE.fullmatch(written)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        start = date(year, month or 1, day or 1)
        if day:
            return start, start + timedelta(days=1)
        if month:
            return start, date(year + month // 12, month % 12 + 1, 1)
        return start, date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        return None
