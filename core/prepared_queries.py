"""Queries that Django puts together once: for the small ones of each request that takes longer than the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models import Model, QuerySet, Value


@dataclass(frozen=True)
class Param:
    """A parameter whose value is given when a ``CompiledQuery`` is run."""

    name: str


def param(name: str) -> Value:
    """Return what stands for such a value in a condition."""
    return Value(Param(name))


class CompiledQuery:
    """A queryset whose SQL is made at its first use and kept. ``make`` returns it, with ``param`` values.

    It is one of whole objects, whose fields are as the database has them (as those of a ``StreamField`` are not).
    ``beside`` names the relation that its ``select_related`` brings, if any.
    """

    def __init__(self, make: Callable[[], QuerySet], beside: str = ""):
        self._make, self._beside = make, beside

    @cached_property
    def _made(self) -> tuple[type[Model], str, tuple]:
        queryset = self._make()
        return queryset.model, *queryset.query.sql_with_params()

    def objects(self, **values) -> list[Model]:
        """Return what the database has now, as objects of the queryset's model."""
        model, sql, parameters = self._made
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[each.name] if isinstance(each, Param) else each for each in parameters])
            return [self._object(model, row) for row in cursor.fetchall()]

    def _object(self, model: type[Model], row: tuple) -> Model:
        """Return the object whose columns a row begins with; those of the one beside it follow."""
        own = len(model._meta.concrete_fields)
        found = _from_row(model, row[:own])
        if self._beside:
            related = model._meta.get_field(self._beside).related_model
            setattr(found, self._beside, _from_row(related, row[own:]))
        return found


def _from_row(model: type[Model], row: tuple) -> Model:
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], row)
