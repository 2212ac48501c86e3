"""Queries whose SQL is compiled once, and statements that PostgreSQL prepares.

Django takes longer to compile the SQL of a small query than PostgreSQL to answer it, and PostgreSQL longer to plan a
large one than to run it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

import psycopg
from django.db import DataError, ProgrammingError, connection
from django.db.models import Model, QuerySet, Value

from .django_compat import is_pooled, prepared_statements

ModelType = TypeVar("ModelType", bound=Model)

PREPARED_AFTER = 3  # times that a connection has run a statement
MAX_REFUSED = 500

#: Statements with parameters whose type PostgreSQL cannot tell.
_refused: set[str] = set()


@dataclass(frozen=True)
class Param:
    """A parameter whose value is given when a ``CompiledQuery`` is run."""

    name: str


def param(name: str) -> Value:
    """Return a placeholder for the parameter ``name``, to be used in the conditions of a queryset."""
    return Value(Param(name))


class CompiledQuery(Generic[ModelType]):
    """A queryset whose SQL is compiled at its first use and kept.

    ``make_queryset`` returns the queryset, with ``param`` placeholders. It must select whole objects, and their fields
    must keep values as the database returns them (a ``StreamField`` does not). ``related`` is the relation of its
    ``select_related``, if it has one.
    """

    def __init__(self, make_queryset: Callable[[], QuerySet[ModelType]], related: str = "") -> None:
        self._make_queryset, self._related = make_queryset, related

    @cached_property
    def _compiled(self) -> tuple[type[ModelType], str, tuple]:
        queryset = self._make_queryset()
        return queryset.model, *queryset.query.sql_with_params()

    def fetch(self, **values: Any) -> list[ModelType]:
        """Run the query with a value for each parameter, and return objects of the queryset's model."""
        model, sql, parameters = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[each.name] if isinstance(each, Param) else each for each in parameters])
            return [self._build_object(model, row) for row in cursor.fetchall()]

    def _build_object(self, model: type[ModelType], row: tuple) -> ModelType:
        """Return an object of the first columns of a row; the columns of the related object follow them."""
        own = len(model._meta.concrete_fields)
        found = _from_row(model, row[:own])
        if self._related:
            related_model = model._meta.get_field(self._related).related_model
            assert isinstance(related_model, type)
            setattr(found, self._related, _from_row(related_model, row[own:]))
        return found


def _from_row(model: type[ModelType], row: tuple) -> ModelType:
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], row)


def run_prepared(statements: Iterable[tuple[str, list[Any] | None]]) -> list[psycopg.Cursor]:
    """Run statements, with their parameters, in one round trip; return the driver's cursors, which have all rows.

    PostgreSQL keeps the plan of each statement for the connection. Raises Django's errors of databases.
    """
    statements = list(statements)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        driver = cursor.connection
        before, driver.prepare_threshold = driver.prepare_threshold, None if is_pooled(connection) else 0
        try:
            with driver.pipeline():
                cursors = [
                    (psycopg.ClientCursor if sql in _refused else psycopg.Cursor)(driver).execute(sql, params)
                    for sql, params in statements
                ]
        finally:
            driver.prepare_threshold = before
    if connection.queries_logged:
        connection.queries_log.extend({"sql": sql, "time": "0.000"} for sql, _params in statements)
    return cursors


@contextmanager
def preparing_queries() -> Iterator[None]:
    """Let PostgreSQL prepare the statements of the block that are repeated.

    A parameter is then sent beside the statement, and PostgreSQL must tell its type. Where it cannot, the statement is
    run as Django does by itself. In a transaction nothing is prepared: it would end with such a statement.
    """
    if connection.connection is None or connection.in_atomic_block:
        yield
        return
    with prepared_statements(connection, PREPARED_AFTER), connection.execute_wrapper(_run_or_bind):
        yield


def _run_or_bind(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if many or not params or connection.in_atomic_block:
        return execute(sql, params, many, context)
    if sql not in _refused:
        try:
            return execute(sql, params, many, context)
        except (ProgrammingError, DataError):
            if len(_refused) < MAX_REFUSED:
                _refused.add(sql)
    driver = context["cursor"].cursor.connection
    return execute(psycopg.ClientCursor(driver).mogrify(sql, params), None, many, context)
