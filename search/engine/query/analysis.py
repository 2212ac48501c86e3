"""Analysis of a parsed query: adds synonyms, stems and document frequencies to its clauses."""

from django.db import connection

from search.models import STEM_CONFIG
from search.models.documents import SearchDocumentQuerySet

from ..index.vocabulary import get_document_frequencies
from .clauses import LEXEME, AnalysedClause
from .parser import Query, Term
from .synonyms import find_synonyms
from .tsquery import any_term_source


def analyse(query: Query, visible: SearchDocumentQuerySet) -> tuple[list[AnalysedClause], int]:
    """Return the clauses as they are searched for among the ``visible`` rows, and how many rows those are.

    The included clauses come first, then the excluded ones.
    """
    synonyms, ignored_words = find_synonyms(query.included, visible)
    clauses = [*query.included, *query.excluded]
    no_terms: tuple[Term, ...] = ()
    synonyms += [no_terms for _clause in query.excluded]
    tsqueries = _to_tsqueries([any_term_source(terms) for terms in (*(clause.terms for clause in clauses), *synonyms)])
    lexemes = [[f"'{stem}'{prefix}" for stem, prefix in LEXEME.findall(tsquery)] for tsquery in tsqueries]
    counts = get_document_frequencies({lexeme for found in lexemes for lexeme in found}, visible)
    stems = [{lexeme: counts[lexeme] for lexeme in found} for found in lexemes]
    analysed = []
    for n, clause in enumerate(clauses):
        of_synonyms = len(clauses) + n
        tsquery = " | ".join(f"({text})" for text in (tsqueries[n], tsqueries[of_synonyms]) if text)
        analysed.append(AnalysedClause(clause, tsquery, stems[n], synonyms[n], stems[of_synonyms], ignored_words))
    return analysed, counts[""]


def _to_tsqueries(sources: list[str]) -> list[str]:
    """Return the tsquery, with stems, of each of some sources; empty of words that are not in the index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_tsquery(%s, source)::text FROM unnest(%s::text[]) WITH ORDINALITY AS t (source, n) ORDER BY n",
            [STEM_CONFIG, sources],
        )
        return [row[0] for row in cursor]
