"""Vectors of the rows, by which texts are found that say the same in other words: an optional part of the index.

They are in a table of their own, for a server may lack PostgreSQL's extension ``vector``: ``create_table`` makes it
where it can, after each migration, and without it the site searches by words alone. The row of a vector goes with that
of its text, by a foreign key, and a search joins it to the rows that the visitor may see.

Quotes have no vector: they are a part of their page, and too short. Half precision finds the same and takes half the
space: 11 MB for 20,000 rows.
"""

import logging
from collections.abc import Iterable
from functools import cache

from django.db import Error, connection, transaction

from search.embeddings import DIMENSIONS, StaticModel, get_model
from search.models import SearchDocument
from search.models.documents import QUOTE, SearchDocumentQuerySet

from ..db.sql import fetch_all, select_columns

logger = logging.getLogger(__name__)

#: How much title and summary count beside the whole text, which they are a part of.
HEAD_WEIGHT = 0.3
#: What is further from a query says something else.
MIN_COSINE = 0.2
#: How many rows get their vectors in one transaction.
BATCH_SIZE = 100
_CREATE_TABLE = f"""
CREATE EXTENSION IF NOT EXISTS vector;
CREATE TABLE search_meaning (
    row_id bigint PRIMARY KEY REFERENCES search_searchdocument ON DELETE CASCADE,
    vector halfvec({DIMENSIONS}) NOT NULL
);
ALTER TABLE search_meaning ALTER COLUMN vector SET STORAGE PLAIN;
"""


@cache
def has_table() -> bool:
    """Return whether there is a table of vectors. What a process has seen stays: it is made when the site starts."""
    ((name,),) = fetch_all("SELECT to_regclass('search_meaning')::text", [])
    return name is not None


def create_table(**kwargs: object) -> None:
    """Make the table where the server has the extension: the receiver of ``post_migrate`` of the app."""
    has_table.cache_clear()  # a test or a restored backup may have taken the table away
    offered = fetch_all(
        "SELECT to_regclass('search_searchdocument') FROM pg_available_extensions WHERE name = %s", ["vector"]
    )
    if not offered or offered[0][0] is None or has_table():
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_CREATE_TABLE)
        has_table.cache_clear()
    except Error as error:
        # Not every account may create extensions. Nothing depends on this one.
        logger.warning("The search goes by words alone: %s", error)


def write_vectors(rows: Iterable[SearchDocument]) -> None:
    """Write the vectors of new rows, if the site has what it takes."""
    model = get_model()
    rows = [row for row in rows if row.kind != QUOTE]
    if not (model and rows and has_table()):
        return
    vectors = [(row.pk, str(vector)) for row in rows if (vector := _embed_row(model, row))]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO search_meaning VALUES (%s, %s) ON CONFLICT DO NOTHING", vectors)


def _embed_row(model: StaticModel, row: SearchDocument) -> list[float] | None:
    """Return the vector of a row's whole text, a little nearer to that of its title and summary."""
    whole = model.embed("\n".join([row.title, row.summary, *row.topics, row.body]))
    head = model.embed(f"{row.title}\n{row.summary}")
    return [a + HEAD_WEIGHT * b for a, b in zip(whole, head, strict=True)] if whole and head else whole


def write_missing_vectors() -> int:
    """Write the vectors of all rows that have none, as after an upgrade. Return how many that were."""
    if not (get_model() and has_table()):
        return 0
    done = after = 0
    missing = SearchDocument.objects.exclude(kind=QUOTE).extra(
        where=["NOT EXISTS (SELECT FROM search_meaning WHERE row_id = search_searchdocument.id)"]
    )
    fields = ("kind", "title", "summary", "topics", "body")
    while rows := list(missing.filter(pk__gt=after).order_by("pk").only(*fields)[:BATCH_SIZE]):
        write_vectors(rows)
        done, after = done + len(rows), rows[-1].pk
    return done


def find_nearest(text: str, rows: SearchDocumentQuerySet, most: int) -> tuple[int, ...]:
    """Return the ``rows`` whose meaning is nearest to that of a text: at most so many ids, the nearest first.

    Empty where the site has no vectors.
    """
    model = get_model()
    vector = model.embed(text) if model and has_table() else None
    if not vector:
        return ()
    visible, parameters = select_columns(rows, "id")
    # All vectors are compared: that is exact, and takes some milliseconds for 20,000.
    statement = f"""
        SELECT row_id FROM (
            SELECT row_id, vector <=> %s::halfvec AS distance
            FROM search_meaning JOIN ({visible}) AS visible ON visible.id = row_id
        ) AS compared WHERE distance < %s ORDER BY distance LIMIT %s
    """  # noqa: S608 - the inner query is Django's, all values are parameters
    return tuple(pk for (pk,) in fetch_all(statement, [str(vector), *parameters, 1 - MIN_COSINE, most]))
