"""Events in the editors' calendar, on each of their days, in the time zone of their place."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from content.calendar_sources import DatedPage, register_calendar_source

from .models import EventPage
from .month_view import MAX_UTC_OFFSET


@register_calendar_source(EventPage)
def get_dated_events(events: Any, first: date, last: date) -> Iterator[DatedPage]:
    begins = datetime(first.year, first.month, first.day, tzinfo=UTC) - MAX_UTC_OFFSET
    ends = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1) + MAX_UTC_OFFSET
    for event in events.filter(starts_at__lt=ends, ends_at__gt=begins).order_by("starts_at", "pk"):
        if event.first_day and event.last_day and event.first_day <= last and event.last_day >= first:
            yield DatedPage(event, event.first_day, event.last_day, takes_place=True)
