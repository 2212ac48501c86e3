"""One statement that finds, counts, narrows and ranks: what matches is read once."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.expressions import RawSQL

from .facets import FACETS
from .ranking import Ranking

#: How many rows are ranked at most. After them come the others, the newest first.
MOST_CANDIDATES = 1000
#: How many rows that name the query's words in their title are ranked whatever their date.
MOST_NAMED = 200
#: Values of a facet that are counted; some of them may have no page to show.
FACET_VALUES = 24

_VALUES = {"type": "kind", "year": "year", "topic": "unnest(topic_ids)", "person": "unnest(person_ids)"}
_NEWEST = "date DESC NULLS LAST, id DESC"


@dataclass(frozen=True)
class Found:
    """``ids`` are the rows asked for, best first; ``counts`` the facets' ``(value, count)``, largest first."""

    total: int
    ids: list[int]
    counts: dict[str, list[tuple]] = field(default_factory=dict)
    #: What each of ``ids`` is worth; nothing for those beyond the rows that are ranked.
    scores: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Retrieval:
    """What is to be found.

    ``rows`` is a queryset of ``SearchDocument`` that holds what matches. ``filters`` are the visitor's, by facet: each
    facet counts what its values would leave, given the others. Without ``ranking`` the newest come first.
    ``coverage`` (0 to 1) leaves out rows that have less of the query than this part of what the best one has; no more
    than ``MOST_CANDIDATES`` rows can then be found.
    """

    rows: object
    filters: dict[str, Q]
    ranking: Ranking | None
    by_date: bool = False
    coverage: float = 0.0

    def run(self, offset: int, size: int) -> Found:
        conditions = {
            f"ok_{name}": ExpressionWrapper(self.filters.get(name, ~Q(pk=None)), BooleanField()) for name in FACETS
        }
        columns = ["id", "kind", "topic_ids", "person_ids", "year", "date", *conditions]
        matched, parameters = self.rows.order_by().annotate(**conditions).values(*columns).query.sql_with_params()
        parameters = list(parameters)
        steps = [f"matched AS MATERIALIZED ({matched})"]
        every = " AND ".join(conditions)
        if self.coverage:
            steps.append(
                f"candidates AS MATERIALIZED (SELECT id FROM matched ORDER BY {_NEWEST} LIMIT {MOST_CANDIDATES})"  # noqa: S608
            )
        elif self.ranking:
            steps.append(f"candidates AS MATERIALIZED ({self._candidates(every)})")
            parameters += [self.ranking.title] if self.ranking.title else []
        if self.ranking:
            scored, more = self.ranking.scored("candidates")
            steps.append(f"scored AS MATERIALIZED ({scored})")
            parameters += more
        else:
            steps.append("scored AS (SELECT NULL::bigint AS id, NULL::float8 AS score WHERE false)")
        steps.append(f"pool AS MATERIALIZED ({self._pool()})")
        order = _NEWEST if self.by_date else f"score DESC NULLS LAST, {_NEWEST}"
        statement = f"""
            WITH {", ".join(steps)},
            kept AS (SELECT * FROM pool WHERE {every}),
            page AS (
                SELECT id, score, row_number() OVER (ORDER BY {order}) AS n
                FROM kept LEFT JOIN scored USING (id) ORDER BY n OFFSET %s LIMIT %s
            )
            SELECT 'total', NULL, count(*), NULL::float8 FROM kept
            UNION ALL SELECT 'page', id::text, n, score FROM page
            {" ".join(_facet(name, conditions) for name in FACETS)}
        """  # noqa: S608 - the inner query is Django's, all values are parameters
        with connection.cursor() as cursor:
            cursor.execute(statement, [*parameters, offset, size])
            return _read(cursor.fetchall())

    def _candidates(self, every: str) -> str:
        newest = f"(SELECT id FROM matched WHERE {every} ORDER BY {_NEWEST} LIMIT {MOST_CANDIDATES})"  # noqa: S608
        if not self.ranking.title:
            return newest
        return f"""{newest} UNION (
            SELECT m.id FROM matched AS m JOIN search_searchdocument AS d USING (id)
            WHERE {every} AND d.names @@ %s::tsquery LIMIT {MOST_NAMED})"""  # noqa: S608 - the value is a parameter

    def _pool(self) -> str:
        if not self.coverage:
            return "SELECT * FROM matched"
        return f"""SELECT matched.* FROM matched JOIN scored USING (id)
            WHERE coverage >= {self.coverage} * (SELECT max(coverage) FROM scored)"""  # noqa: S608 - a number


def matches(tsquery: str, column: str = "vector") -> RawSQL:
    """Return the condition that a row has what ``tsquery`` asks for, for ``filter()``."""
    return RawSQL(f'"search_searchdocument"."{column}" @@ %s::tsquery', [tsquery], output_field=BooleanField())  # noqa: S611


def _facet(name: str, conditions: dict) -> str:
    others = " AND ".join(condition for condition in conditions if condition != f"ok_{name}")
    return f"""
        UNION ALL (
            SELECT '{name}', value::text, count(*), NULL
            FROM (SELECT {_VALUES[name]} AS value FROM pool WHERE {others}) AS v
            WHERE value IS NOT NULL GROUP BY value ORDER BY count(*) DESC, value DESC LIMIT {FACET_VALUES}
        )"""  # noqa: S608 - names of this module


def _read(rows: list[tuple]) -> Found:
    total, page, counts = 0, [], {name: [] for name in FACETS}
    for name, value, number, score in rows:
        if name == "total":
            total = number
        elif name == "page":
            page.append((number, int(value), score))
        else:
            counts[name].append((value if name == "type" else int(value), number))
    ranked = [(pk, score) for _n, pk, score in sorted(page)]
    return Found(total, [pk for pk, _score in ranked], counts, {pk: score for pk, score in ranked if score is not None})


def rescore(ids: list[int], ranking: Ranking) -> list[int]:
    """Return rows in the order of another ranking, best first."""
    scored, parameters = ranking.scored("candidates")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH candidates AS (SELECT unnest(%s::bigint[]) AS id)
            SELECT id FROM ({scored}) AS scored ORDER BY score DESC, id
            """,  # noqa: S608 - the expression is ours
            [ids, *parameters],
        )
        return [row[0] for row in cursor]
