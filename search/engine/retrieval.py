"""One statement that finds, counts, narrows and ranks: what matches is read once."""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from sys import byteorder

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

_NEWEST = "date DESC NULLS LAST, id DESC"


@dataclass(frozen=True)
class Found:
    """``ids`` are the rows asked for, best first; ``counts`` the facets' ``(value, count)``, largest first."""

    total: int
    ids: list[int]
    counts: dict[str, list[tuple]] = field(default_factory=dict)
    #: What each of ``ids`` is worth; nothing for those beyond the rows that are ranked.
    scores: dict[int, float] = field(default_factory=dict)
    #: Whether these have most of the query's words, and not all.
    most_words: bool = False
    #: Whether only the newest of what may match was looked at.
    only_newest: bool = False


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
        columns = ["id", "date", "length", "year", "kind", "packed_topics", "packed_people", *conditions]
        try:
            matched, parameters = self.rows.order_by().annotate(**conditions).values(*columns).query.sql_with_params()
        except EmptyResultSet:
            # Django knows already that nothing is among no rows.
            return Found(0, [], {name: [] for name in FACETS})
        steps, more = self._steps(matched, " AND ".join(conditions) or "true", list(conditions), offset + size)
        flags = "".join(f", {condition}" for condition in conditions)
        statement = f"""
            WITH {", ".join(steps)}, page AS ({self._page()} OFFSET %s LIMIT %s)
            SELECT id, score, row_number() OVER (), NULL, NULL, NULL, NULL{", NULL" * len(conditions)} FROM page
            UNION ALL SELECT NULL, NULL, rows, kind, year, topics, people{flags} FROM groups
        """  # noqa: S608 - the inner query is Django's, all values are parameters
        with connection.cursor() as cursor:
            cursor.execute(statement, [*parameters, *more, offset, size])
            rows = cursor.fetchall()
        page = sorted((place, pk, score) for pk, score, place, *_none in rows if pk)
        groups = [_Group(*row[2:7], dict(zip(self.filters, row[7:], strict=True))) for row in rows if not row[0]]
        return Found(
            sum(group.rows for group in groups if all(group.passes.values())),
            [pk for _place, pk, _score in page],
            {name: _counted(name, groups) for name in FACETS},
            {pk: score for _place, pk, score in page if score is not None},
        )

    def _steps(self, matched: str, every: str, flags: list[str], end: int) -> tuple[list[str], list]:
        """Return the statement's common table expressions in order, and the parameters of all but the first."""
        # Thousands of rows are not put aside: that takes longer than to look a second time for those that are named.
        groups = f"""groups AS MATERIALIZED (
            SELECT count(*) AS rows, {", ".join(["kind", "year", *flags])}, string_agg(packed_topics, '') AS topics,
                   string_agg(packed_people, '') AS people, array_agg(id) AS ids
            FROM {"covering" if self.coverage else "matched"} GROUP BY {", ".join(["kind", "year", *flags])})"""  # noqa: S608
        newest = f"newest AS MATERIALIZED ({self._newest(every, max(self.most, end))})"
        first = f"matched AS {'' if self.coverage else 'NOT '}MATERIALIZED ({matched})"
        if not self.ranking:
            return [first, groups, newest], []
        scored, parameters = self.ranking.scored("candidates")
        if self.coverage:
            # What has too little of the query is known only when all is ranked; and it is no more than can be.
            candidates = "candidates AS MATERIALIZED (SELECT id, length, date FROM matched)"
            covering = f"""covering AS NOT MATERIALIZED (
                SELECT matched.* FROM matched JOIN scored USING (id)
                WHERE coverage >= {self.coverage} * (SELECT max(coverage) FROM scored))"""  # noqa: S608 - a number
            return [first, candidates, f"scored AS MATERIALIZED ({scored})", covering, groups, newest], parameters
        candidates, more = self._candidates(every)
        steps = [f"candidates AS MATERIALIZED ({candidates})", f"scored AS MATERIALIZED ({scored})"]
        return [first, groups, newest, *steps], [*more, *parameters]

    def _newest(self, every: str, most: int) -> str:
        """Return SQL for the newest of what matches, which the groups hold by year: a second look at all takes longer.

        A year more is read, for the clocks of an event's place may show another year than ours.
        """
        return f"""
            SELECT id, length, date FROM search_searchdocument WHERE id = ANY (ARRAY(
                SELECT unnest(ids) FROM groups WHERE {every} AND coalesce(year, -1) >= (
                    SELECT coalesce(max(year), 0) - 1 FROM (
                        SELECT year, sum(rows) OVER (ORDER BY year DESC) AS newer
                        FROM groups WHERE {every} AND year IS NOT NULL
                    ) AS years WHERE newer >= {most})))
            ORDER BY {_NEWEST} LIMIT {most}"""  # noqa: S608 - our own SQL

    def _candidates(self, every: str) -> tuple[str, list]:
        """Return SQL for the rows to rank, and its parameters: the newest, and those that are named in the query."""
        newest = f"(SELECT * FROM newest ORDER BY {_NEWEST} LIMIT {self.most})"  # noqa: S608 - our own SQL
        if not self.ranking.title:
            return newest, []
        asked = {"names": self.ranking.title, "vector": self.ranking.stemmed_title}
        conditions = [f"{column} @@ %s::tsquery AND kind IN ('person', 'topic')" for column in asked if asked[column]]
        conditions.append("names @@ %s::tsquery")
        ids = " UNION ALL ".join(
            f"(SELECT id FROM search_searchdocument WHERE {condition} LIMIT {MOST_NAMED})"  # noqa: S608 - our own SQL
            for condition in conditions
        )
        # As an array, so that only these rows are read, and not all that matches.
        return (
            f"{newest} UNION SELECT id, length, date FROM matched WHERE {every} AND id = ANY (ARRAY({ids}))",  # noqa: S608
            [*filter(None, asked.values()), self.ranking.title],
        )

    def _page(self) -> str:
        """Return SQL for rows in order, with the score of those that are ranked."""
        if self.by_date or not self.ranking:
            return f"SELECT id, NULL::float8 AS score FROM newest ORDER BY {_NEWEST}"  # noqa: S608 - our own SQL
        shown = "newest" if self.coverage else "(TABLE newest UNION TABLE candidates)"
        return f"""SELECT id, score FROM {shown} AS shown LEFT JOIN scored USING (id)
            ORDER BY score DESC NULLS LAST, {_NEWEST}"""  # noqa: S608 - our own SQL


@dataclass(frozen=True)
class _Group:
    """Matching rows of a kind and year. ``passes`` tells which of the visitor's filters they pass."""

    rows: int
    kind: str
    year: int | None
    topics: bytes
    people: bytes
    passes: dict[str, bool]


def _counted(facet: str, groups: list[_Group]) -> list[tuple]:
    """Return the commonest values of a facet, and how many rows each would leave, given the other filters."""
    left = [group for group in groups if all(passed for name, passed in group.passes.items() if name != facet)]
    counts = Counter()
    if facet in ("topic", "person"):
        # Thousands of ids: put together and counted they take a tenth of what PostgreSQL needs to unnest them.
        ids = array("q", b"".join(group.topics if facet == "topic" else group.people for group in left))
        if byteorder == "little":
            ids.byteswap()
        counts.update(ids)
    else:
        for group in left:
            value = group.kind if facet == "type" else group.year
            counts[value] += group.rows
        del counts[None]
    return sorted(counts.items(), key=lambda item: (item[1], item[0]), reverse=True)[:FACET_VALUES]


def matches(tsquery: str, column: str = "vector") -> RawSQL:
    """Return the condition that a row has what ``tsquery`` asks for, for ``filter()``."""
    return RawSQL(f'"search_searchdocument"."{column}" @@ %s::tsquery', [tsquery], output_field=BooleanField())  # noqa: S611


def lacks(tsquery: str) -> RawSQL:
    """Return the condition that a row has nothing of what ``tsquery`` asks for, and need have nothing else.

    An index finds what has a word; asked for what has not, it would be read as a whole.
    """
    has = "SELECT id FROM search_searchdocument WHERE vector @@ %s::tsquery"
    condition = f"search_searchdocument.id NOT IN ({has})"
    return RawSQL(condition, [tsquery], output_field=BooleanField())  # noqa: S611


def telling_most(rows, tells: dict[str, float], most: int) -> list[int]:
    """Return the ids of those rows to which most of some tsqueries apply, by what each tells. No vector is read."""
    sql, parameters = rows.order_by().values("id", "vector").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT id FROM unnest(%s::text[], %s::float8[]) AS term (asked, tells)
            -- Each by the index: joined otherwise, every vector would be read for every word.
            CROSS JOIN LATERAL (SELECT id FROM ({sql}) AS v WHERE v.vector @@ asked::tsquery OFFSET 0) AS has
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
