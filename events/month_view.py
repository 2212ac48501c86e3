"""The month view of the list of events: weeks of seven days, each day with its events."""

import calendar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max, Min
from django.utils import timezone

# In some time zone, a day begins this much earlier, or ends this much later, than in UTC.
MAX_UTC_OFFSET = timedelta(hours=14)


@dataclass(frozen=True)
class Day:
    date: date
    is_in_month: bool
    events: list = field(default_factory=list)


@dataclass(frozen=True, order=True)
class Month:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def previous(self) -> "Month":
        return Month.of(self.first_day - timedelta(days=1))

    @property
    def next(self) -> "Month":
        return Month.of(self.first_day + timedelta(days=31))

    @property
    def path(self) -> str:
        """The path of the month below the list of events."""
        return f"month/{self.year}/{self.number}/"


def get_month_range(events) -> tuple[Month, Month]:
    """Return the first and the last month that the view shows: those of the events, and the current one."""
    this = Month.of(timezone.localdate())
    ends = events.aggregate(first=Min("starts_at"), last=Max("ends_at"))
    if ends["first"] is None:
        return this, this
    zone = ZoneInfo(timezone.get_current_timezone_name())
    return (
        min(this, Month.of(ends["first"].astimezone(zone).date())),
        max(this, Month.of(ends["last"].astimezone(zone).date())),
    )


def get_weeks(month: Month, events) -> list[list[Day]]:
    """Return the weeks of a month, from Monday on. An event is on each of its days, in its own time zone."""
    dates = calendar.Calendar(firstweekday=calendar.MONDAY).monthdatescalendar(month.year, month.number)
    days = {day: Day(day, Month.of(day) == month) for week in dates for day in week}
    first, last = dates[0][0], dates[-1][-1]
    begins = datetime(first.year, first.month, first.day, tzinfo=UTC) - MAX_UTC_OFFSET
    ends = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1) + MAX_UTC_OFFSET
    for event in events.filter(starts_at__lt=ends, ends_at__gt=begins).order_by("starts_at", "pk"):
        if not event.has_date:
            continue
        day = max(event.first_day, first)
        while day <= min(event.last_day, last):
            days[day].events.append(event)
            day += timedelta(days=1)
    return [[days[day] for day in week] for week in dates]
