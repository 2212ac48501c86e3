"""SQL that several parts of a search share: conditions on ``SearchDocument``, subqueries and arrays."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from search.models.documents import SearchDocumentQuerySet


def fetch_all(statement: str, parameters: Sequence[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def select_columns(rows: SearchDocumentQuerySet, *columns: str) -> tuple[str, tuple]:
    """Return SQL that selects some columns of ``rows`` in no order, to be used as a subquery, and its parameters."""
    return rows.order_by().values(*columns).query.sql_with_params()


def to_array_literal(numbers: Iterable[float]) -> str:
    """Return numbers as a PostgreSQL array literal: the driver takes a millisecond to convert a thousand of them."""
    return "{" + ",".join(map(repr, numbers)) + "}"


def matches_tsquery(tsquery: str, column: str = "vector") -> RawSQL:
    """Return the condition that a row matches ``tsquery``, for ``filter()``."""
    return RawSQL(f'"search_searchdocument"."{column}" @@ %s::tsquery', [tsquery], output_field=BooleanField())  # noqa: S611


def lacks_tsquery(tsquery: str) -> RawSQL:
    """Return the condition that a row does not match ``tsquery``, for searches that have no other condition.

    An index finds the rows that have a word. To find those that do not, PostgreSQL would read it as a whole.
    """
    matching = "SELECT id FROM search_searchdocument WHERE vector @@ %s::tsquery"
    return RawSQL(f"search_searchdocument.id NOT IN ({matching})", [tsquery], output_field=BooleanField())  # noqa: S611


def has_id_in(ids: list[int]) -> RawSQL:
    """Return the condition that a row's id is among ``ids``: as one parameter, for hundreds of them are slow."""
    condition = "search_searchdocument.id = ANY (%s::bigint[])"
    return RawSQL(condition, [to_array_literal(ids)], output_field=BooleanField())  # noqa: S611
