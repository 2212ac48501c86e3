"""One statement that finds, counts, narrows and ranks: what matches is read once."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.expressions import RawSQL

from .facets import FACETS

#: How many rows are ranked at most. Beyond them, the newest come first.
MOST_CANDIDATES = 1000
#: Values of a facet that are counted; some of them may have no page to show.
FACET_VALUES = 24

_VALUES = {"type": "kind", "year": "year", "topic": "unnest(topic_ids)", "person": "unnest(person_ids)"}


@dataclass(frozen=True)
class Found:
    """``ids`` are the rows of the page asked for, best first; ``counts`` the facets' ``(value, count)``."""

    total: int
    ids: list[int]
    counts: dict[str, list[tuple]] = field(default_factory=dict)


def matches(tsquery: str, column: str = "vector") -> RawSQL:
    return RawSQL(f'"search_searchdocument"."{column}" @@ %s::tsquery', [tsquery], output_field=BooleanField())  # noqa: S611


def retrieve(rows, filters: dict[str, Q], scoring: tuple[str, list] | None, offset: int, size: int) -> Found:
    """Find the page of results at ``offset`` among ``rows``, a queryset that matches already.

    ``filters`` are the visitor's, by facet: each facet counts what its values would leave, given the others.
    ``scoring`` is an SQL expression over the row ``d`` with its parameters; without it, the newest come first.
    """
    conditions = {f"ok_{name}": ExpressionWrapper(filters.get(name, ~Q(pk=None)), BooleanField()) for name in FACETS}
    matched, parameters = (
        rows.order_by()
        .annotate(**conditions)
        .values("id", "kind", "topic_ids", "person_ids", "year", "date", *conditions)
        .query.sql_with_params()
    )
    parameters = list(parameters)
    if scoring:
        ranked = f"""
            candidates AS (SELECT id FROM kept ORDER BY date DESC NULLS LAST, id DESC LIMIT {MOST_CANDIDATES}),
            ranked AS MATERIALIZED (
                SELECT d.id, {scoring[0]} AS score FROM candidates JOIN search_searchdocument AS d USING (id)
            )"""  # noqa: S608 - the expression is ours
        parameters += scoring[1]
    else:
        ranked = "ranked AS (SELECT NULL::bigint AS id, NULL::float8 AS score WHERE false)"
    statement = f"""
        WITH matched AS MATERIALIZED ({matched}),
        kept AS (SELECT id, date FROM matched WHERE {" AND ".join(conditions)}),
        {ranked},
        page AS (
            SELECT kept.id, row_number() OVER (ORDER BY score DESC NULLS LAST, date DESC NULLS LAST, kept.id DESC) AS n
            FROM kept LEFT JOIN ranked USING (id) ORDER BY n OFFSET %s LIMIT %s
        )
        SELECT 'total', NULL, count(*) FROM kept
        UNION ALL SELECT 'page', id::text, n FROM page
        {" ".join(_facet(name, conditions) for name in FACETS)}
    """  # noqa: S608 - the inner query is Django's, all values are parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, offset, size])
        return _read(cursor.fetchall())


def _facet(name: str, conditions: dict) -> str:
    others = " AND ".join(condition for condition in conditions if condition != f"ok_{name}")
    return f"""
        UNION ALL (
            SELECT '{name}', value::text, count(*)
            FROM (SELECT {_VALUES[name]} AS value FROM matched WHERE {others}) AS v
            WHERE value IS NOT NULL GROUP BY value ORDER BY count(*) DESC, value DESC LIMIT {FACET_VALUES}
        )"""  # noqa: S608 - names of this module


def _read(rows: list[tuple]) -> Found:
    total, page, counts = 0, [], {name: [] for name in FACETS}
    for name, value, number in rows:
        if name == "total":
            total = number
        elif name == "page":
            page.append((number, int(value)))
        else:
            counts[name].append((value if name == "type" else int(value), number))
    return Found(total, [pk for _n, pk in sorted(page)], counts)
