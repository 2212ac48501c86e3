"""Queries that Django puts together once: for the small ones of each request that takes longer than the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models import Model, QuerySet, Value


@dataclass(frozen=True)
class Given:
    """A parameter whose value is given when a ``Statement`` is run."""

    name: str


def given(name: str) -> Value:
    """Return what stands for such a value in a condition."""
    return Value(Given(name))


class Statement:
    """A queryset whose SQL is made at its first use and kept. ``make`` returns it, with ``given`` values.

    It is one of whole objects, whose fields are as the database has them (as those of a ``StreamField`` are not).
    """

    def __init__(self, make: Callable[[], QuerySet]):
        self._make = make

    @cached_property
    def _made(self) -> tuple[type[Model], list[str], str, tuple]:
        queryset = self._make()
        names = [field.attname for field in queryset.model._meta.concrete_fields]
        return queryset.model, names, *queryset.query.sql_with_params()

    def objects(self, **values) -> list[Model]:
        """Return what the database has now, as objects of the queryset's model."""
        model, names, sql, parameters = self._made
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[each.name] if isinstance(each, Given) else each for each in parameters])
            return [model.from_db(connection.alias, names, row) for row in cursor.fetchall()]
