"""Candidate retrieval: one statement counts the matching rows and their facets, another one scores the best."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import takewhile
from typing import Any, NamedTuple, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import BooleanField, ExpressionWrapper, Q
from psycopg import Cursor
from psycopg.pq import Format

from search.models.documents import SearchDocumentQuerySet

from ..db.parallel import run_in_parallel, split_in_two
from ..db.sql import fetch_all, select_columns, to_array_literal
from .facet_counts import FACETS, FacetBucket, count_rows, count_values
from .scoring import SCORED_COLUMNS, Scoring

#: How many rows are scored at most; the others follow, the newest first. The second is for common words, which
#: thousands of rows have.
MAX_SCORED, MAX_SCORED_OF_MANY = 400, 200
#: Words that more rows than this have say little.
MANY_ROWS = 4000
#: How many rows that have the query's words in their title are scored whatever their date.
MAX_NAMED_ROWS = 100
#: A row that has this part of a query's words, by their weights, has what was asked for. The rest are mostly synonyms.
COMPLETE = 0.9
#: How slowly the worth of a place falls with its number: at the usual 60, a text that both rankings have in their first
#: twenty would come before the first of either.
FUSION_CONSTANT = 2
#: Where the newest rows are looked for first: in this year and this many before it.
RECENT_YEARS = (1, 4)

_COLUMNS = (*SCORED_COLUMNS, "year", "kind_number", "packed_facet_ids")
_SCORED_COLUMNS = ", ".join(SCORED_COLUMNS)
_NEWEST_FIRST = "date DESC NULLS LAST, id DESC"


class Counts(NamedTuple):
    """How many rows were found, and by facet what each value would leave: ``(value, count)``, largest first."""

    total: int
    facets: dict[str, list[tuple]]


@dataclass(frozen=True)
class RetrievedRows:
    """One page of what was found: ``ids`` are the rows, best first; ``get_counts`` waits until all are counted."""

    ids: list[int]
    get_counts: Callable[[], Counts]
    #: Whether rows may have most of the query's words, and not all.
    has_partial_matches: bool = False
    #: How many of the newest rows that may match were examined, where there are more; otherwise 0.
    newest_examined: int = 0
    #: Those that are found by their meaning alone.
    by_meaning: frozenset[int] = frozenset()

    @property
    def total(self) -> int:
        return self.get_counts().total


@dataclass(frozen=True)
class CandidateQuery:
    """Counts the rows that match, and finds a page of the best.

    ``rows`` are those that match. ``conditions`` are the visitor's filters, by facet: each facet counts what its
    values would leave, given the others. Without ``scoring`` the newest come first. ``min_coverage`` (0 to 1)
    leaves out rows that have less of the query than this part of what the best one has, but for those that are
    ``nearest`` to its meaning, in this order; no more than ``max_scored`` rows can then be found. ``has_many_rows``
    says that there are more than ``MANY_ROWS``, ``has_query_filters`` that the query has filters of its own, and
    ``has_unknown_words`` that no row has some of its words.
    """

    rows: SearchDocumentQuerySet
    conditions: dict[str, Q]
    scoring: Scoring | None
    now: datetime
    by_date: bool = False
    min_coverage: float = 0.0
    max_scored: int = MAX_SCORED
    has_many_rows: bool = False
    has_query_filters: bool = False
    nearest: tuple[int, ...] = ()
    has_unknown_words: bool = False

    def run(self, offset: int, size: int) -> RetrievedRows:
        flags = {f"ok_{name}": ExpressionWrapper(q, BooleanField()) for name, q in self.conditions.items()}
        try:
            matched, parameters = select_columns(self.rows.annotate(**flags), *_COLUMNS, *flags)
        except EmptyResultSet:
            # Django knows already that nothing is among no rows.
            return RetrievedRows([], lambda: Counts(0, {name: [] for name in FACETS}))
        if self.min_coverage:
            return self._run_covering(matched, parameters, list(flags), offset, size)
        passing = f"SELECT {_SCORED_COLUMNS}, year FROM ({matched}) AS matched WHERE {' AND '.join(flags) or 'true'}"  # noqa: S608
        count = partial(self._count, matched, parameters, list(flags))
        find_page = partial(self._find_page, passing, parameters, offset, size)
        if self.has_many_rows:
            get_counts = run_in_parallel(count)
            # By date the order is to be exact, and the date of an event may be in another year in its time zone.
            any_year = self.by_date or self.has_query_filters or self.conditions or offset + size > self.max_scored
            page = find_page() if any_year else self._find_recent_page(find_page)
        else:
            counts = count()
            get_counts, page = (lambda: counts), find_page() if counts.total else []
        return RetrievedRows([pk for pk, *_score in page], get_counts)

    def _count(self, matched: str, parameters: tuple, flags: list[str]) -> Counts:
        buckets = self._fetch_buckets(matched, parameters, flags)
        return Counts(count_rows(buckets), count_values(buckets))

    def _fetch_buckets(self, matched: str, parameters: tuple, flags: list[str]) -> list[FacetBucket]:
        columns = ", ".join(["kind_number", "year", *flags])
        statement = f"""
            SELECT count(*), string_agg(packed_facet_ids, ''), {columns}
            FROM ({matched}) AS matched GROUP BY {columns}
        """  # noqa: S608 - the inner query is Django's
        with connection.cursor() as cursor:
            if isinstance(cursor.cursor, ServerBindingCursor):
                # Bytes as they are, and not written out in digits: they are hundreds of thousands.
                cast(Cursor, cursor.cursor).format = Format.BINARY
            cursor.execute(statement, parameters)
            return [self._build_bucket(*row) for row in cursor]

    def _build_bucket(self, rows: int, packed: bytes, kind_number: int, year: int | None, *passes: bool) -> FacetBucket:
        return FacetBucket(rows, packed, kind_number, year, dict(zip(self.conditions, passes, strict=True)))

    def _find_recent_page(self, find_page: Callable[..., list[tuple]]) -> list[tuple]:
        """Find a page by the rows of the last years, which are mostly enough to be scored: no others are read."""
        for years in RECENT_YEARS:
            page = find_page(since=self.now.year - years)
            if page and page[0][-1] >= self.max_scored:
                return page
        return find_page()

    def _find_page(self, passing: str, parameters: tuple, offset: int, size: int, since: int | None = None) -> list:
        """Return (id, score, number of newest rows) in order; rows without a score follow, the newest first.

        The newest of the rows that pass are scored, from the year ``since`` on, and those that the query names.
        """
        recent = "year >= %s::int" if since else "true"
        newest = f"SELECT {_SCORED_COLUMNS} FROM passing WHERE {recent} ORDER BY {_NEWEST_FIRST} LIMIT %s"  # noqa: S608 - our own SQL
        values = [*parameters, *([since] if since else []), max(self.max_scored, offset + size)]
        if self.by_date or not self.scoring:
            return fetch_all(
                f"WITH passing AS NOT MATERIALIZED ({passing}), newest AS MATERIALIZED ({newest})"  # noqa: S608
                " SELECT id, NULL, (SELECT count(*) FROM newest)"
                f" FROM newest ORDER BY {_NEWEST_FIRST} OFFSET %s LIMIT %s",
                [*values, offset, size],
            )
        named, named_parameters = self._build_named_sql(self.scoring)
        scored, scored_parameters = self.scoring.build_sql("candidates")
        typed, typed_parameters = self.scoring.build_typed_sql("scored")
        return fetch_all(
            f"""
            WITH passing AS NOT MATERIALIZED ({passing}),
            newest AS MATERIALIZED ({newest}),
            candidates AS MATERIALIZED (
                (SELECT * FROM newest ORDER BY {_NEWEST_FIRST} LIMIT {self.max_scored}){named}),
            scored AS MATERIALIZED ({scored}), final AS ({typed})
            SELECT id, score, (SELECT count(*) FROM newest)
            FROM (SELECT id, date FROM newest UNION SELECT id, date FROM candidates) AS shown
            LEFT JOIN final USING (id)
            ORDER BY score DESC NULLS LAST, {_NEWEST_FIRST} OFFSET %s LIMIT %s
            """,  # noqa: S608 - the inner query is Django's, all values are parameters
            [*values, *named_parameters, *scored_parameters, *typed_parameters, offset, size],
        )

    def _build_named_sql(self, scoring: Scoring) -> tuple[str, list]:
        """Return SQL that adds the rows that the query names, and its parameters."""
        if not scoring.title:
            return "", []
        tsqueries = {"names_vector": scoring.title, "vector": scoring.stemmed_title}
        conditions = [
            f"{column} @@ %s::tsquery AND kind IN ('person', 'topic')" for column in tsqueries if tsqueries[column]
        ]
        conditions.append("names_vector @@ %s::tsquery")
        ids = " UNION ALL ".join(
            f"(SELECT id FROM search_searchdocument WHERE {condition} LIMIT {MAX_NAMED_ROWS})"  # noqa: S608 - our own SQL
            for condition in conditions
        )
        others = f"({ids}) EXCEPT (SELECT id FROM newest ORDER BY {_NEWEST_FIRST} LIMIT {self.max_scored})"  # noqa: S608
        # As an array, so that only these rows are read, and not all that match.
        named = f" UNION ALL SELECT {_SCORED_COLUMNS} FROM passing WHERE id = ANY (ARRAY({others}))"  # noqa: S608
        return named, [*filter(None, tsqueries.values()), scoring.title]

    def _run_covering(self, matched: str, parameters: tuple, flags: list[str], offset: int, size: int) -> RetrievedRows:
        """Find rows that have enough of the query, which is known only when all are scored."""
        assert self.scoring is not None
        columns = ", ".join(["packed_facet_ids", "kind_number", "year", *flags])
        scored, scored_parameters = self.scoring.build_sql(
            "half", "matched", more_columns=f"date_part('epoch', d.date), {columns}"
        )
        statement = f"""
            WITH matched AS MATERIALIZED ({matched}),
            half AS MATERIALIZED (SELECT * FROM matched WHERE id %% 2 = %s) {scored}
        """  # noqa: S608 - the inner query is Django's, all values are parameters
        found = split_in_two(lambda half: fetch_all(statement, [*parameters, half, *scored_parameters]))
        enough = self.min_coverage * max((row[1] for row in found), default=0)
        coverages = {pk: coverage for pk, coverage, *_rest in found if 0 < coverage >= enough}
        packed_by_bucket: defaultdict[tuple[Any, ...], list[bytes]] = defaultdict(list)
        passing = []
        for pk, _coverage, score, seconds, packed, *bucket in found:
            if pk in coverages or pk in self.nearest:
                packed_by_bucket[tuple(bucket)].append(packed)
                if all(bucket[2:]):
                    passing.append((score, seconds, pk))
        buckets = [
            self._build_bucket(len(packed), b"".join(packed), *bucket) for bucket, packed in packed_by_bucket.items()
        ]
        passing.sort(key=_by_date if self.by_date else _by_score, reverse=True)
        ids = [pk for _score, _seconds, pk in passing]
        if self.nearest and not self.by_date:
            ids = self._fuse([pk for pk in ids if pk in coverages], [pk for pk in self.nearest if pk in ids], coverages)
        counts = Counts(len(ids), count_values(buckets))
        page = ids[offset : offset + size]
        return RetrievedRows(page, lambda: counts, by_meaning=frozenset(page) - coverages.keys())

    def _fuse(self, by_words: list[int], by_meaning: list[int], coverages: dict[int, float]) -> list[int]:
        """Return the ids of both rankings: first those that have the whole query, as long as nothing else comes."""
        complete = [] if self.has_unknown_words else [*takewhile(lambda pk: coverages[pk] >= COMPLETE, by_words)]
        return [*complete, *fuse(by_words[len(complete) :], [pk for pk in by_meaning if pk not in complete])]


def fuse(by_words: list[int], by_meaning: list[int]) -> list[int]:
    """Return the ids of two rankings as one (reciprocal rank fusion: Cormack, Clarke and Buettcher, 2009)."""
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in (by_words, by_meaning):
        for place, pk in enumerate(ranking, 1):
            scores[pk] += 1 / (FUSION_CONSTANT + place)
    return sorted(scores, key=scores.__getitem__, reverse=True)


def _by_date(row: tuple[float, float | None, int]) -> tuple:
    """Sort, the other way round, as ``_NEWEST_FIRST`` does: by the seconds of the date."""
    _score, seconds, pk = row
    return seconds is not None, seconds, pk


def _by_score(row: tuple[float, float | None, int]) -> tuple:
    return row[0], *_by_date(row)


def find_top_by_weight(rows: SearchDocumentQuerySet, weights: dict[str, float], most: int) -> list[int]:
    """Return the ids of the rows whose matching tsqueries weigh most together. No vector is read."""
    sql, parameters = select_columns(rows, "id", "vector")
    statement = f"""
        SELECT id FROM unnest(%s::text[], %s::float8[]) AS term (word, weight)
        -- Each by the index: joined otherwise, every vector would be read for every word.
        CROSS JOIN LATERAL (SELECT id FROM ({sql}) AS v WHERE v.vector @@ word::tsquery OFFSET 0) AS has
        GROUP BY id ORDER BY sum(weight) DESC, id DESC LIMIT %s
    """  # noqa: S608 - the inner query is Django's, all values are parameters
    return [
        pk for (pk,) in fetch_all(statement, [list(weights), to_array_literal(weights.values()), *parameters, most])
    ]
