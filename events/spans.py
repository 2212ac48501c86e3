"""When an event that is held again starts and ends: at the same times of day, on the clocks of its place."""

from datetime import date, datetime, time, timedelta

from core.dates.zones import parse_local_time

from .models import EventPage
from .times import get_end_of_day, get_start_of_day


def get_span_on(
    event: EventPage, day: date, starts: time | None = None, ends: time | None = None
) -> tuple[datetime, datetime]:
    """Return start and end of ``event`` if its first day were ``day``, over as many days as it lasts.

    ``starts`` and ``ends`` are the times of day; without them, those of the event. They are local times: an event at
    18:00 stays at 18:00 when clocks change. Raises ``ValidationError`` for a time that clocks skip on that day.
    """
    midnight = datetime.combine(day, time())
    days = (event.last_day - event.first_day).days if event.first_day and event.last_day else 0
    if event.all_day:
        first = parse_local_time(midnight + timedelta(hours=12), event.timezone)
        last = parse_local_time(midnight + timedelta(days=days, hours=12), event.timezone)
        return get_start_of_day(first, event.timezone), get_end_of_day(last, event.timezone)
    if starts is None or ends is None:
        assert event.local_start
        assert event.local_end
        # A local end at midnight is on the day after the last one.
        days = (event.local_end.date() - event.local_start.date()).days
        starts, ends = event.local_start.time(), event.local_end.time()
    start, end = datetime.combine(day, starts), datetime.combine(day + timedelta(days=days), ends)
    if end <= start:
        end += timedelta(days=1)
    return parse_local_time(start, event.timezone), parse_local_time(end, event.timezone)
