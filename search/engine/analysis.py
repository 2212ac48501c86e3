"""From a parsed query to what PostgreSQL is asked: stems, how rare they are, and text search queries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from search.models import CONFIG

from .language import Clause, Query, Term
from .text import tokens, words

_LEXEME = re.compile(r"'([^']+)'(:\*)?")

#: Words by which people are addressed, and letters after their names: a search for “Prof Ida Quill” means Ida Quill.
TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "sir", "dame", "lord", "lady", "baron"),
        *("baroness", "rev", "reverend", "revd", "hon", "rt", "mp", "msp", "obe", "mbe", "cbe", "kbe", "phd"),
    }
)


@dataclass(frozen=True)
class Part:
    """A clause as it is searched for.

    ``match`` is the text of a tsquery that finds it; empty if it holds nothing but words that are in every text.
    ``stems`` are the stems by which it is ranked, with the number of visible documents that have each.
    """

    clause: Clause
    match: str
    stems: dict[str, int]

    @property
    def known(self) -> bool:
        return any(self.stems.values())


def tsquery_source(term: Term) -> str:
    """Return a term in the syntax of ``to_tsquery``; of folded words alone, so that nothing in it needs escaping."""
    if term.phrase:
        return " <-> ".join(words(term.text))
    pieces = []
    for token in tokens(term.text):
        together = " <-> ".join(token.parts)
        # “P-8” finds “P-8A” as well: what is known of a name with digits is its beginning.
        prefix = ":*" if any(map(str.isdigit, token.joined)) else ""
        pieces.append(f"(({together}) | {token.joined}{prefix})" if token.joined else f"({together})")
    return " & ".join(pieces)


def count_documents(stems: Iterable[str], visible) -> dict[str, int]:
    """Return how many of the ``visible`` rows have each stem; of the commonest, how many had at the last count."""
    sql, parameters = visible.order_by().values("vector").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT s, coalesce(
                (SELECT documents FROM search_stem WHERE stem = s),
                (SELECT count(*) FROM ({sql}) AS v WHERE v.vector @@ quote_literal(s)::tsquery)
            )
            FROM unnest(%s::text[]) AS s
            """,  # noqa: S608 - the inner query is Django's, its values are parameters
            [*parameters, list(stems)],
        )
        return dict(cursor.fetchall())


def analyse(query: Query, visible) -> list[Part]:
    """Return the wanted clauses followed by the unwanted ones, as they are searched for among the ``visible`` rows."""
    clauses = [*query.wanted, *query.unwanted]
    sources = [
        " | ".join(f"({source})" for term in clause.terms if (source := tsquery_source(term))) for clause in clauses
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_tsquery(%s, source)::text FROM unnest(%s::text[]) WITH ORDINALITY AS t (source, n) ORDER BY n",
            [CONFIG, sources],
        )
        matches = [row[0] for row in cursor]
    stems = [dict.fromkeys(stem for stem, _prefix in _LEXEME.findall(match)) for match in matches]
    counts = count_documents({stem for found in stems for stem in found}, visible)
    return [
        Part(clause, match, {stem: counts[stem] for stem in found})
        for clause, match, found in zip(clauses, matches, stems, strict=True)
    ]
