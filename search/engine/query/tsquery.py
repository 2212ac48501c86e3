"""Tsqueries: texts in PostgreSQL's syntax for text search, of normalised words and stems."""

from collections.abc import Iterable
from itertools import pairwise

from search.tokenizer import normalise, split_words, tokenise

from .clauses import AnalysedClause
from .parser import Term


def to_tsquery_source(term: Term) -> str:
    """Return a term in the syntax of ``to_tsquery``; of normalised words alone, so that nothing needs escaping."""
    if term.is_phrase:
        return " <-> ".join(split_words(term.text))
    if term.is_beginning:
        return f"{normalise(term.text)}:*"
    pieces = []
    for parts, joined in tokenise(term.text):
        adjacent = " <-> ".join(parts)
        # “P-8” finds “P-8A” as well: what is known of a name with digits is its beginning.
        prefix = ":*" if any(map(str.isdigit, joined)) else ""
        pieces += [f"(({adjacent}) | {joined}{prefix})" if joined else f"({adjacent})"] if parts else []
    return " & ".join(pieces)


def any_term_source(terms: Iterable[Term]) -> str:
    """Return the source of a tsquery that any of some terms matches."""
    return " | ".join(f"({source})" for term in terms if (source := to_tsquery_source(term)))


def all_of(tsqueries: Iterable[str]) -> str:
    return " & ".join(f"({text})" for text in tsqueries)


def any_of(tsqueries: Iterable[str]) -> str:
    """Return a tsquery that finds what any of some does; empty if one of them is, for that finds anything."""
    texts = list(tsqueries)
    return " | ".join(f"({text})" for text in texts) if all(texts) else ""


def name_tsquery(name: str, weight: str) -> str:
    """Return a tsquery on ``names_vector``: all words of a name, or its parts joined, are in the field of a weight."""
    all_words = " & ".join(f"'{word}':{weight}" for word in split_words(name))
    joined = [f"'{token.joined}':{weight}" for token in tokenise(name) if token.joined]
    return "(" + " | ".join([f"({all_words})", *joined]) + ")"


def title_tsquery(clauses: Iterable[AnalysedClause], weight: str = "A") -> str:
    """Return a tsquery on ``names_vector``: all words, or synonyms, are in a title (or another field).

    Empty without clauses.
    """
    return " & ".join(
        f"({' | '.join(name_tsquery(term.text, weight) for term in (*clause.clause.terms, *clause.synonyms))})"
        for clause in clauses
    )


def stemmed_title_tsquery(clauses: Iterable[AnalysedClause]) -> str:
    """Return a tsquery on ``vector``: all stems are in a title. Empty if one of the clauses has no stem."""
    clauses = list(clauses)
    if not all(clause.stems for clause in clauses):
        return ""
    return " & ".join(f"({' | '.join(_in_title(stem) for stem in clause.stems)})" for clause in clauses)


def _in_title(stem: str) -> str:
    return f"{stem}A" if stem.endswith(":*") else f"{stem}:A"


def get_adjacent_stems(clauses: Iterable[AnalysedClause]) -> list[tuple[str, str]]:
    """Return the pairs of stems that stand side by side in the query."""
    stems = [stem for clause in clauses for stem in clause.stems if len(clause.stems) == 1 and not stem.endswith(":*")]
    return [(first, second) for first, second in pairwise(stems) if first != second]


def whole_phrase_tsquery(clauses: Iterable[AnalysedClause]) -> str:
    """Return a tsquery of all words in the places where they stand in the query; empty of fewer than three."""
    tsquery, distance = "", 0
    for clause in clauses:
        if len(clause.stems) == 1:
            (stem,) = clause.stems
            tsquery += f" <{distance}> {stem}" if tsquery else stem
            distance = 0
        distance += sum(len(split_words(term.text)) for term in clause.clause.terms[:1])
    return tsquery if tsquery.count(">") > 1 else ""
