"""Interpretation of a query: corrects misspelt words, and drops words that nothing visible has."""

from dataclasses import dataclass, field, replace

from search.models.documents import SearchDocumentQuerySet
from search.tokenizer import normalise, split_words, tokenise

from .analysis import analyse
from .clauses import AnalysedClause
from .english import is_english
from .parser import Clause, Query, Term
from .spelling import correct

#: How many misspelt words are corrected: a query with more of them is in another language.
MAX_CORRECTIONS = 3


@dataclass(frozen=True)
class Correction:
    """A word that no visible row has, and the word of the site that is searched for instead."""

    written: str
    used: str


@dataclass
class InterpretedQuery:
    """A query as it is searched for. ``row_count`` is how many rows the visitor may see in all."""

    query: Query
    clauses: list[AnalysedClause]
    row_count: int
    corrections: list[Correction] = field(default_factory=list)
    dropped_words: list[str] = field(default_factory=list)
    #: Spellings to try for words of English that were dropped: the query with each.
    offered: list[str] = field(default_factory=list)


def interpret(query: Query, visible: SearchDocumentQuerySet, *, verbatim: bool) -> InterpretedQuery:
    """Correct misspelt words, unless ``verbatim``, and drop words that nothing visible has, unless none are left.

    A word of English is not misspelt: other spellings are offered. Only in names it is corrected (“Mauve Quill”).
    """
    interpreted = InterpretedQuery(query, *analyse(query, visible))
    if not verbatim:
        _correct_unknown_words(interpreted, visible)
        interpreted.offered = find_similar_spellings(interpreted, visible)
    _drop_unknown_words(interpreted)
    return interpreted


def _correct_unknown_words(interpreted: InterpretedQuery, visible: SearchDocumentQuerySet) -> None:
    known = " & ".join(
        f"({clause.tsquery})" for clause in interpreted.clauses if clause.is_known and not clause.is_excluded
    )
    for unknown in _get_unknown(interpreted.clauses)[:MAX_CORRECTIONS]:
        word = _get_correctable_word(unknown)
        if not word:
            continue
        neighbours = _get_neighbours(interpreted.query, unknown.clause)
        if better := correct(word, known, visible, neighbours, only_names=is_english(normalise(word))):
            interpreted.corrections.append(Correction(word, better))
            interpreted.query = _replace_clause(interpreted.query, unknown.clause, better)
    if interpreted.corrections:
        interpreted.clauses, _row_count = analyse(interpreted.query, visible)


def _drop_unknown_words(interpreted: InterpretedQuery) -> None:
    unknown = [clause.clause for clause in _get_unknown(interpreted.clauses)]
    left = [clause for clause in interpreted.clauses if clause.clause not in unknown]
    if any(clause.tsquery and not clause.is_excluded for clause in left):
        interpreted.dropped_words = [clause.text for clause in unknown]
        clauses = tuple(clause for clause in interpreted.query.clauses if clause not in unknown)
        interpreted.query = replace(interpreted.query, clauses=clauses)
        interpreted.clauses = left


def find_similar_spellings(interpreted: InterpretedQuery, visible: SearchDocumentQuerySet) -> list[str]:
    """Return the query with a word of the visible rows in place of each unknown word that resembles it."""
    found = []
    for unknown in _get_unknown(interpreted.clauses)[:MAX_CORRECTIONS]:
        if word := _get_correctable_word(unknown):
            better = correct(word, "", visible)
            if better and normalise(better) != normalise(word):
                found.append(_replace_clause(interpreted.query, unknown.clause, better).text)
    return found


def _get_unknown(clauses: list[AnalysedClause]) -> list[AnalysedClause]:
    """Return the included clauses that nothing visible has, each once; words such as “Prof” need not be anywhere."""
    missing = [clause for clause in clauses if clause.tsquery and not clause.is_known and not clause.is_excluded]
    return list({clause.clause: clause for clause in missing if not clause.is_optional}.values())


def _get_correctable_word(clause: AnalysedClause) -> str | None:
    """Return the single word or compound that a clause is, for only those are corrected."""
    (first, *others) = clause.clause.terms
    return first.text if not others and not first.is_phrase and len(list(tokenise(first.text))) == 1 else None


def _get_neighbours(query: Query, clause: Clause) -> tuple[str, str]:
    """Return the words before and after a clause of the query; empty where there is none."""
    place = query.clauses.index(clause)
    around = ["", *(_get_single_word(other) for other in query.clauses), ""]
    return around[place], around[place + 2]


def _get_single_word(clause: Clause) -> str:
    """Return the word or compound that an included clause is, normalised; empty if it is anything else."""
    (first, *others) = clause.terms
    return "" if others or first.is_phrase or clause.is_excluded else " ".join(split_words(first.text))


def _replace_clause(query: Query, clause: Clause, word: str) -> Query:
    term = Term(word, is_phrase=" " in word)
    clauses = (Clause((term,)) if other == clause else other for other in query.clauses)
    return replace(query, clauses=tuple(clauses))
