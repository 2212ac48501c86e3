"""The filters that are written in a query: ``person:``, ``topic:``, ``type:``, ``year:``, ``before:``, ``after:``."""

from collections.abc import Callable, Iterable

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from .analysis import named
from .language import Filter
from .retrieval import matches


def narrowed(rows, filters: Iterable[Filter], *, by_names: bool):
    """Return the rows that pass all filters.

    ``by_names`` says that they are to be found by names. Where words are looked for, the index of words finds them:
    were names found first, the words of each row with the name would be unpacked, which takes four times as long.
    """
    for condition in filters:
        passing = _condition(condition, matches if by_names else _has)
        rows = rows.exclude(passing) if condition.excluded else rows.filter(passing)
    return rows


def _condition(condition: Filter, has: Callable[[str, str], RawSQL]) -> Q:
    match condition.name, condition.value:
        case "type", kind:
            return Q(kind=kind)
        case "year", year:
            return Q(year=year)
        case "person", name:
            return Q(has(named(name, "B"), "names")) | Q(Q(has(named(name, "A"), "names")), kind="person")
        case "topic", name:
            return Q(has(named(name, "C"), "names")) | Q(Q(has(named(name, "A"), "names")), kind="topic")
        case "before", day:
            return Q(day__lt=day)
        case _, day:
            return Q(day__gte=day)


def _has(tsquery: str, column: str) -> RawSQL:
    """Return the same condition as ``matches``, in a form that no index answers."""
    condition = matches(tsquery, column)
    return RawSQL(f"coalesce({condition.sql}, false)", condition.params, output_field=BooleanField())  # noqa: S611
