"""The filters that are written in a query: ``person:``, ``topic:``, ``type:``, ``year:``, ``before:``, ``after:``."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

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
            return Q(date__lt=_midnight(day))
        case _, day:
            return Q(date__gte=_midnight(day))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
