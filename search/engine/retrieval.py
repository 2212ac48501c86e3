"""One statement that finds, counts, narrows and ranks: what matches is read once."""

from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.expressions import RawSQL

from .facets import FACETS
from .ranking import Ranking

#: How many rows are ranked at most, after which come the others, the newest first: where the query's words tell
#: something, and where thousands of rows have them all.
MOST_CANDIDATES, FEWER_CANDIDATES = 400, 200
#: From so many matching rows on, the words tell little.
MANY = 4000
#: How many rows that name the query's words in their title are ranked whatever their date.
MOST_NAMED = 100
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
    than ``most`` rows can then be found. ``most`` is how many are ranked.
    """

    rows: object
    filters: dict[str, Q]
    ranking: Ranking | None
    by_date: bool = False
    coverage: float = 0.0
    most: int = MOST_CANDIDATES

    def run(self, offset: int, size: int) -> Found:
        conditions = {f"ok_{name}": ExpressionWrapper(q, BooleanField()) for name, q in self.filters.items()}
        columns = ["id", "kind", "topic_ids", "person_ids", "year", "date", "length", *conditions]
        try:
            matched, parameters = self.rows.order_by().annotate(**conditions).values(*columns).query.sql_with_params()
        except EmptyResultSet:
            # Django knows already that nothing is among no rows.
            return Found(0, [], {name: [] for name in FACETS})
        parameters = list(parameters)
        every = " AND ".join(conditions) or "true"
        steps = [f"matched AS MATERIALIZED ({matched})"]
        if self.ranking:
            candidates, more = self._candidates("true" if self.coverage else every)
            scored, yet_more = self.ranking.scored("candidates")
            steps += [f"candidates AS MATERIALIZED ({candidates})", f"scored AS MATERIALIZED ({scored})"]
            parameters += [*more, *yet_more]
        statement = f"""
            WITH {", ".join(steps)}, pool AS ({self._pool()}),
            kept AS (SELECT * FROM pool WHERE {every}),
            page AS ({self._page(offset + size)} OFFSET %s LIMIT %s)
            SELECT 'total', NULL, count(*), NULL::float8 FROM kept
            UNION ALL SELECT 'page', id::text, row_number() OVER (), score FROM page
            {" ".join(_facet(name, conditions) for name in FACETS)}
        """  # noqa: S608 - the inner query is Django's, all values are parameters
        with connection.cursor() as cursor:
            cursor.execute(statement, [*parameters, offset, size])
            return _read(cursor.fetchall())

    def _candidates(self, allowed: str) -> tuple[str, list]:
        """Return SQL for the rows to rank, and its parameters: the newest, and those that are named in the query."""
        newest = f"(SELECT id, length, date FROM matched WHERE {allowed} ORDER BY {_NEWEST} LIMIT {self.most})"  # noqa: S608
        if not self.ranking.title:
            return newest, []
        named = "SELECT id FROM search_searchdocument WHERE names @@ %s::tsquery"
        return (
            f"""{newest} UNION SELECT id, length, date FROM matched WHERE {allowed} AND id IN (
                ({named} AND kind IN ('person', 'topic') LIMIT {MOST_NAMED}) UNION ALL ({named} LIMIT {MOST_NAMED}))""",  # noqa: S608
            [self.ranking.title] * 2,
        )

    def _pool(self) -> str:
        if not self.coverage:
            return "TABLE matched"
        return f"""SELECT matched.* FROM matched JOIN scored USING (id)
            WHERE coverage >= {self.coverage} * (SELECT max(coverage) FROM scored)"""  # noqa: S608 - a number

    def _page(self, end: int) -> str:
        """Return SQL for rows in order, of which as many as ``end`` are of interest."""
        if self.by_date or not self.ranking:
            return f"SELECT id, NULL::float8 AS score FROM kept ORDER BY {_NEWEST}"  # noqa: S608
        # Most pages lie within what is ranked; then nothing else need be sorted.
        if end <= self.most:
            source = "candidates JOIN scored USING (id)" + (" JOIN kept USING (id)" if self.coverage else "")
            order = f"score DESC, candidates.{_NEWEST}"
        else:
            source, order = "kept LEFT JOIN scored USING (id)", f"score DESC NULLS LAST, {_NEWEST}"
        return f"SELECT id, score FROM {source} ORDER BY {order}"  # noqa: S608


def matches(tsquery: str, column: str = "vector") -> RawSQL:
    """Return the condition that a row has what ``tsquery`` asks for, for ``filter()``."""
    return RawSQL(f'"search_searchdocument"."{column}" @@ %s::tsquery', [tsquery], output_field=BooleanField())  # noqa: S611


def _facet(name: str, conditions: dict) -> str:
    others = " AND ".join(condition for condition in conditions if condition != f"ok_{name}") or "true"
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


def telling_most(rows, tells: dict[str, float], most: int) -> list[int]:
    """Return the ids of those rows that have most of some words, by what each tells. No vector is read for it."""
    sql, parameters = rows.order_by().values("id", "vector").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT id FROM unnest(%s::text[], %s::float8[]) AS term (word, tells)
            CROSS JOIN LATERAL (SELECT id FROM ({sql}) AS v WHERE v.vector @@ word::tsquery) AS has
            GROUP BY id ORDER BY sum(tells) DESC, id DESC LIMIT %s
            """,  # noqa: S608 - the inner query is Django's, all values are parameters
            [list(tells), list(tells.values()), *parameters, most],
        )
        return [row[0] for row in cursor]


def having_phrase(ids: list[int], tsquery: str) -> list[int]:
    """Return those rows among ``ids`` that have a phrase, each of which is read for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id FROM (
                SELECT id, vector FROM search_searchdocument WHERE id = ANY(%s::bigint[]) OFFSET 0
            ) AS having_words WHERE vector @@ %s::tsquery
            """,
            [ids, tsquery],
        )
        return [row[0] for row in cursor]


def rescore(ids: list[int], ranking: Ranking) -> list[int]:
    """Return rows in the order of another ranking, best first."""
    scored, parameters = ranking.scored("candidates")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH candidates AS (SELECT id, length, date FROM search_searchdocument WHERE id = ANY(%s::bigint[]))
            SELECT id FROM ({scored}) AS scored ORDER BY score DESC, id DESC
            """,  # noqa: S608 - the expression is ours
            [ids, *parameters],
        )
        return [row[0] for row in cursor]
