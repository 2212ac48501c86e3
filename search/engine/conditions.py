"""The filters that are written in a query: ``person:``, ``topic:``, ``type:``, ``year:``, ``before:``, ``after:``."""

from collections.abc import Iterable

from django.db.models import Q

from .analysis import named
from .language import Filter
from .retrieval import matches


def narrowed(rows, filters: Iterable[Filter]):
    """Return the rows that pass all filters."""
    for condition in filters:
        passing = _condition(condition)
        rows = rows.exclude(passing) if condition.excluded else rows.filter(passing)
    return rows


def _condition(condition: Filter) -> Q:
    match condition.name, condition.value:
        case "type", kind:
            return Q(kind=kind)
        case "year", year:
            return Q(year=year)
        case "person", name:
            return Q(matches(named(name, "B"), "names")) | Q(Q(matches(named(name, "A"), "names")), kind="person")
        case "topic", name:
            return Q(matches(named(name, "C"), "names")) | Q(Q(matches(named(name, "A"), "names")), kind="topic")
        case "before", day:
            return Q(day__lt=day)
        case _, day:
            return Q(day__gte=day)
