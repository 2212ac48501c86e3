"""Sources of the editors' calendar: which pages of a type go out, or take place, on which days.

An app registers a function for its page type, so that the calendar knows none of them (``editorial.calendar``).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.models import Page


@dataclass(frozen=True)
class DatedPage:
    """A page on the days from ``first`` to ``last``. ``takes_place`` tells an event from what goes out that day."""

    page: Page
    first: date
    last: date
    takes_place: bool = False


#: Takes a queryset of the page type, and the first and the last day that are asked for.
CalendarSource = Callable[[Any, date, date], Iterable[DatedPage]]
_sources: list[tuple[Any, CalendarSource]] = []


def register_calendar_source(page_class: Any) -> Callable[[CalendarSource], CalendarSource]:
    """Register a function that yields pages of a queryset of that class, drafts among them, with their days."""

    def register(source: CalendarSource) -> CalendarSource:
        _sources.append((page_class, source))
        return source

    return register


def iter_dated_pages(visible: Any, first: date, last: date) -> Iterator[DatedPage]:
    """Yield the pages of ``visible``, a queryset of ``Page``, that go out or take place between two days."""
    for page_class, source in _sources:
        pages = page_class.objects.filter(pk__in=visible.values("pk")).defer_streamfields()
        yield from source(pages, first, last)
