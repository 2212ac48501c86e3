"""The entries of a month in the editors' calendar, by day."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from content.calendar_sources import DatedPage, iter_dated_pages
from content.home_panels import get_kind
from content.status import Status, get_statuses

#: Years that dates can be in, and people mean.
YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Entry:
    page: Page
    title: str
    kind: str
    status: Status
    takes_place: bool
    #: The time at which it goes live by itself; None for what is shown on its day.
    at: datetime | None = None

    @property
    def is_draft(self) -> bool:
        return not self.page.live


@dataclass(frozen=True)
class Day:
    date: date
    is_in_month: bool
    is_today: bool
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Return the month that is written as “2026-02”, or the current one for anything else."""
        try:
            day = datetime.strptime(text, "%Y-%m").date()
        except ValueError:
            day = timezone.localdate()
        return cls(day.year, day.month) if day.year in YEARS else cls.parse("")

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def previous(self) -> "Month":
        day = self.first_day - timedelta(days=1)
        return Month(day.year, day.month)

    @property
    def next(self) -> "Month":
        day = self.first_day + timedelta(days=31)
        return Month(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


def get_days(month: Month, user: Any) -> list[Day]:
    """Return whole weeks with the days of a month, each with what ``user`` may know of."""
    weeks = calendar.Calendar(firstweekday=calendar.MONDAY).monthdatescalendar(month.year, month.number)
    dates = [day for week in weeks for day in week]
    today = timezone.localdate()
    days = {day: Day(day, day.month == month.number, day == today) for day in dates}
    visible = policy_registry.get_by_type(Page).explorable_instances(user)
    scheduled = get_scheduled(visible, dates[0], dates[-1])
    dated = [found for found in iter_dated_pages(visible, dates[0], dates[-1]) if is_shown(found, scheduled)]
    statuses = get_statuses([*(found.page for found in dated), *(page for page, _moment in scheduled.values())])
    for page, moment in scheduled.values():
        days[timezone.localdate(moment)].entries.append(make_entry(page, statuses, at=moment))
    for found in dated:
        day = max(found.first, dates[0])
        while day <= min(found.last, dates[-1]):
            days[day].entries.append(make_entry(found.page, statuses, takes_place=found.takes_place))
            day += timedelta(days=1)
    return list(days.values())


def is_shown(found: DatedPage, scheduled: dict[int, Any]) -> bool:
    """Return whether a page stands on its own day: what goes out by a schedule stands there instead."""
    return found.takes_place or found.page.pk not in scheduled


def make_entry(
    page: Page, statuses: dict[int, Status], *, takes_place: bool = False, at: datetime | None = None
) -> Entry:
    return Entry(page, page.get_admin_display_title(), get_kind(page), statuses[page.pk], takes_place, at)


def get_scheduled(visible: Any, first: date, last: date) -> dict[int, tuple[Page, datetime]]:
    """Return the pages that go live by a schedule between two days, with the time, by their ids."""
    begins, ends = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, last + timedelta(days=1)))
    revisions = Revision.page_revisions.filter(approved_go_live_at__gte=begins, approved_go_live_at__lt=ends)
    times = dict(revisions.order_by(F("approved_go_live_at").desc()).values_list("object_id", "approved_go_live_at"))
    pages = visible.filter(pk__in=[int(pk) for pk in times])
    found = {page.pk: (page, times[str(page.pk)]) for page in pages}
    return dict(sorted(found.items(), key=lambda item: item[1][1]))
