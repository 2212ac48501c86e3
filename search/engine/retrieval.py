"""What matches is counted and narrowed in one statement, and the best of it ranked in a second."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from psycopg.pq import Format

from .beside import beside, in_halves
from .facets import FACETS
from .groups import Group, counted_by_facet, total
from .ranking import RANKED_BY, Ranking, array_of

#: How many rows are ranked at most, after which come the others, the newest first: where the query's words tell
#: something, and where thousands of rows have them all.
MOST_CANDIDATES, FEWER_CANDIDATES = 400, 200
#: From so many matching rows on, the words tell little.
MANY = 4000
#: How many rows that name the query's words in their title are ranked whatever their date.
MOST_NAMED = 100
#: Where the newest rows are looked for first: in this year and so many before it.
LAST_YEARS = (1, 4)

_COLUMNS = (*RANKED_BY, "year", "kind_number", "packed")
_RANKED_BY = ", ".join(RANKED_BY)
_NEWEST = "date DESC NULLS LAST, id DESC"


class Counted(NamedTuple):
    """How much was found, and by facet what each value would leave: ``(value, count)``, largest first."""

    total: int
    facets: dict[str, list[tuple]]


@dataclass(frozen=True)
class Found:
    """``ids`` are the rows asked for, best first; ``counted`` waits until all that was found is counted."""

    ids: list[int]
    counted: Callable[[], Counted]
    #: What each of ``ids`` is worth; nothing for those beyond the rows that are ranked.
    scores: dict[int, float] = field(default_factory=dict)
    #: Whether these have most of the query's words, and not all.
    most_words: bool = False
    #: How many of the newest of what may match were looked at, where there are more; otherwise 0.
    only_newest: int = 0

    @property
    def total(self) -> int:
        return self.counted().total


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
    many: bool = False
    narrowed: bool = False

    def run(self, offset: int, size: int) -> Found:
        conditions = {f"ok_{name}": ExpressionWrapper(q, BooleanField()) for name, q in self.filters.items()}
        try:
            rows = self.rows.order_by().annotate(**conditions).values(*_COLUMNS, *conditions)
            matched, parameters = rows.query.sql_with_params()
        except EmptyResultSet:
            # Django knows already that nothing is among no rows.
            return Found([], lambda: Counted(0, {name: [] for name in FACETS}))
        if self.coverage:
            return self._run_covering(matched, parameters, list(conditions), offset, size)
        passing = f"SELECT {_RANKED_BY}, year FROM ({matched}) AS matched WHERE {' AND '.join(conditions) or 'true'}"  # noqa: S608
        counting = partial(self._count, matched, parameters, list(conditions))
        finding = partial(self._page, passing, parameters, offset, size)
        if self.many:
            counted = beside(counting)
            # By date the order is to be exact, and an event's own clocks may show another year than ours.
            anywhere = self.by_date or self.narrowed or self.filters or offset + size > self.most
            page = finding() if anywhere else self._newest_page(finding)
        else:
            done = counting()
            counted, page = (lambda: done), finding() if done.total else []
        scores = {pk: score for pk, score, _newest in page if score is not None}
        return Found([pk for pk, *_score in page], counted, scores)

    def _count(self, matched: str, parameters: tuple, flags: list[str]) -> Counted:
        groups = self._groups(matched, parameters, flags)
        return Counted(total(groups), counted_by_facet(groups))

    def _groups(self, matched: str, parameters: tuple, flags: list[str]) -> list[Group]:
        columns = ", ".join(["kind_number", "year", *flags])
        statement = f"""
            SELECT count(*), string_agg(packed, ''), {columns} FROM ({matched}) AS matched GROUP BY {columns}
        """  # noqa: S608 - the inner query is Django's
        with connection.cursor() as cursor:
            if isinstance(cursor.cursor, ServerBindingCursor):
                # Bytes as they are, and not written out in digits: they are hundreds of thousands.
                cursor.cursor.format = Format.BINARY
            cursor.execute(statement, parameters)
            return [self._group(*row) for row in cursor]

    def _group(self, rows: int, packed: bytes, kind_number: int, year: int | None, *passes: bool) -> Group:
        return Group(rows, packed, kind_number, year, dict(zip(self.filters, passes, strict=True)))

    def _newest_page(self, finding: Callable[..., list[tuple]]) -> list[tuple]:
        """Find a page by the rows of the last years, which are mostly enough to be ranked: no others are looked at."""
        this_year = timezone.now().year
        for years in LAST_YEARS:
            page = finding(since=this_year - years)
            if page and page[0][-1] >= self.most:
                return page
        return finding()

    def _page(self, passing: str, parameters: tuple, offset: int, size: int, since: int | None = None) -> list[tuple]:
        """Return ids in order, the score of those that are ranked (the others follow, the newest first), and a number.

        What is ranked are the newest of the rows that pass (that is their number), none of which is of a year before
        ``since``, and those that are named in the query.
        """
        recent = "year >= %s::int" if since else "true"
        newest = f"SELECT {_RANKED_BY} FROM passing WHERE {recent} ORDER BY {_NEWEST} LIMIT %s"  # noqa: S608 - our own SQL
        values = [*parameters, *([since] if since else []), max(self.most, offset + size)]
        if self.by_date or not self.ranking:
            return fetch(
                f"WITH passing AS NOT MATERIALIZED ({passing}), newest AS MATERIALIZED ({newest})"  # noqa: S608
                f" SELECT id, NULL, (SELECT count(*) FROM newest) FROM newest ORDER BY {_NEWEST} OFFSET %s LIMIT %s",
                [*values, offset, size],
            )
        named, names = self._named()
        scored, asked = self.ranking.scored("candidates")
        return fetch(
            f"""
            WITH passing AS NOT MATERIALIZED ({passing}),
            newest AS MATERIALIZED ({newest}),
            candidates AS MATERIALIZED (
                (SELECT * FROM newest ORDER BY {_NEWEST} LIMIT {self.most}){named}),
            scored AS MATERIALIZED ({scored})
            SELECT id, score, (SELECT count(*) FROM newest)
            FROM (SELECT id, date FROM newest UNION SELECT id, date FROM candidates) AS shown
            LEFT JOIN scored USING (id)
            ORDER BY score DESC NULLS LAST, {_NEWEST} OFFSET %s LIMIT %s
            """,  # noqa: S608 - the inner query is Django's, all values are parameters
            [*values, *names, *asked, offset, size],
        )

    def _named(self) -> tuple[str, list]:
        """Return SQL that adds the rows that are named in the query, and its parameters."""
        if not self.ranking.title:
            return "", []
        asked = {"names": self.ranking.title, "vector": self.ranking.stemmed_title}
        conditions = [f"{column} @@ %s::tsquery AND kind IN ('person', 'topic')" for column in asked if asked[column]]
        conditions.append("names @@ %s::tsquery")
        ids = " UNION ALL ".join(
            f"(SELECT id FROM search_searchdocument WHERE {condition} LIMIT {MOST_NAMED})"  # noqa: S608 - our own SQL
            for condition in conditions
        )
        others = f"({ids}) EXCEPT (SELECT id FROM newest ORDER BY {_NEWEST} LIMIT {self.most})"  # noqa: S608
        # As an array, so that only these rows are read, and not all that matches.
        named = f" UNION ALL SELECT {_RANKED_BY} FROM passing WHERE id = ANY (ARRAY({others}))"  # noqa: S608
        return named, [*filter(None, asked.values()), self.ranking.title]

    def _run_covering(self, matched: str, parameters: tuple, flags: list[str], offset: int, size: int) -> Found:
        """Find what has enough of the query, which is known only when all is ranked; it is no more than can be."""
        columns = ", ".join(["packed", "kind_number", "year", *flags])
        scored, asked = self.ranking.scored("half", "matched", and_columns=f"date_part('epoch', d.date), {columns}")
        statement = f"""
            WITH matched AS MATERIALIZED ({matched}),
            half AS MATERIALIZED (SELECT * FROM matched WHERE id %% 2 = %s) {scored}
        """  # noqa: S608 - the inner query is Django's, all values are parameters
        found = in_halves(lambda half: fetch(statement, [*parameters, half, *asked]))
        enough = self.coverage * max((row[1] for row in found), default=0)
        alike, passing = defaultdict(list), []
        for pk, coverage, score, seconds, packed, *group in found:
            if coverage >= enough:
                alike[tuple(group)].append(packed)
                if all(group[2:]):
                    passing.append((score, seconds, pk))
        groups = [self._group(len(packed), b"".join(packed), *group) for group, packed in alike.items()]
        order = _by_date if self.by_date else _by_score
        counted = Counted(len(passing), counted_by_facet(groups))
        return Found(
            [pk for _score, _date, pk in sorted(passing, key=order, reverse=True)[offset : offset + size]],
            lambda: counted,
            {pk: score for score, _date, pk in passing},
        )


def fetch(statement: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _by_date(row: tuple[float, float | None, int]) -> tuple:
    """Sort, the other way round, as ``_NEWEST`` does: by the seconds of the date."""
    _score, seconds, pk = row
    return seconds is not None, seconds, pk


def _by_score(row: tuple[float, float | None, int]) -> tuple:
    return row[0], *_by_date(row)


def matches(tsquery: str, column: str = "vector") -> RawSQL:
    """Return the condition that a row has what ``tsquery`` asks for, for ``filter()``."""
    return RawSQL(f'"search_searchdocument"."{column}" @@ %s::tsquery', [tsquery], output_field=BooleanField())  # noqa: S611


def among(ids: list[int]) -> RawSQL:
    """Return the condition that a row is one of some: as one parameter, for hundreds take longer than to find them."""
    return RawSQL("search_searchdocument.id = ANY (%s::bigint[])", [array_of(ids)], output_field=BooleanField())


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
            [list(tells), array_of(tells.values()), *parameters, most],
        )
        return [row[0] for row in cursor]


def having_phrase(ids: list[int], tsquery: str) -> list[int]:
    """Return those rows among ``ids`` that have a phrase, each of which is read for it."""
    statement = """
        SELECT id FROM (
            SELECT id, vector FROM search_searchdocument WHERE id = ANY(%s::bigint[]) OFFSET 0
        ) AS having_words WHERE vector @@ %s::tsquery
    """
    return [pk for (pk,) in in_halves(lambda half: fetch(statement, [array_of(ids[half::2]), tsquery]))]


def rescore(ids: list[int], ranking: Ranking) -> list[int]:
    """Return rows in the order of another ranking, best first."""
    scored, parameters = ranking.scored("half", "candidates")
    statement = f"""
        WITH candidates AS MATERIALIZED (SELECT {_RANKED_BY} FROM search_searchdocument WHERE id = ANY(%s::bigint[])),
        half AS MATERIALIZED (SELECT * FROM candidates WHERE id %% 2 = %s)
        SELECT score, id FROM ({scored}) AS scored
    """  # noqa: S608 - the expression is ours
    found = in_halves(lambda half: fetch(statement, [array_of(ids), half, *parameters]))
    return [pk for _score, pk in sorted(found, reverse=True)]
