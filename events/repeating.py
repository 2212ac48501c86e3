"""Copying an event to other dates, each a draft of its own in the same series.

A copy keeps to the rules of ``EventPage.exclude_fields_in_copy``: neither recording nor slides nor bookings. It takes
place at the same times of day as the event, whatever the clocks have done meanwhile.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.coreutils import find_available_slug

from .agenda import move_days
from .models import EventPage
from .spans import get_span_on

#: A year of every week, and some. More is a typing error.
MAX_DATES = 60
WEEKDAYS = [MO, TU, WE, TH, FR, SA, SU]
WEEKLY_RULES = {"week": 1, "fortnight": 2}
MONTH = "month"
ORDINALS = [
    *(gettext_lazy("first"), gettext_lazy("second"), gettext_lazy("third"), gettext_lazy("fourth")),
    gettext_lazy("last"),
]


def get_position(day: date) -> int:
    """Return which of its weekdays in the month ``day`` is, from 1; -1 for a fifth, which not every month has."""
    position = (day.day - 1) // 7 + 1
    return position if position < len(ORDINALS) else -1


def describe_month_rule(day: date) -> str:
    """Return “Every month, on the second Tuesday”."""
    position = get_position(day)
    ordinal = ORDINALS[position - 1 if position > 0 else -1]
    return _("Every month, on the %(ordinal)s %(weekday)s") % {"ordinal": ordinal, "weekday": date_format(day, "l")}


def get_dates(event: EventPage, rule: str, until: date, weekday: int) -> list[date]:
    """Return the days by ``rule`` after the event and after today, until ``until``: at most ``MAX_DATES`` + 1.

    ``weekday`` is that of weekly rules, from 0 for Monday. Two weeks are counted from the event's own.
    """
    first = event.first_day
    assert first
    after = max(first, timezone.localdate())
    if rule == MONTH:
        weekdays = WEEKDAYS[first.weekday()](get_position(first))
        days = rrule(MONTHLY, dtstart=start_of(first), until=start_of(until), byweekday=weekdays)
    else:
        monday = first - timedelta(days=first.weekday())
        days = rrule(
            WEEKLY,
            interval=WEEKLY_RULES[rule],
            dtstart=start_of(monday),
            until=start_of(until),
            byweekday=WEEKDAYS[weekday],
        )
    found = []
    for moment in days.xafter(start_of(after)):
        found.append(moment.date())
        if len(found) > MAX_DATES:
            break
    return found


def start_of(day: date) -> datetime:
    return datetime.combine(day, time())


@transaction.atomic
def repeat(event: EventPage, title: str, days: Iterable[date], user: Any) -> list[EventPage]:
    """Make a draft of ``event`` on each of ``days`` and return them; none where there is one of that title and time.

    Raises ``ValidationError`` for a day on which clocks skip one of the times.
    """
    made = []
    for day in days:
        span = get_span_on(event, day)
        same = EventPage.objects.child_of(event.get_parent()).filter(starts_at=span[0], title=title)
        if not same.exists():
            made.append(copy_to(event, title, day, span, user))
    return made


def copy_to(event: EventPage, title: str, day: date, span: tuple[datetime, datetime], user: Any) -> EventPage:
    slug = find_available_slug(event.get_parent(), f"{slugify(title) or 'event'}-{day.isoformat()}")
    attributes = {"title": title, "draft_title": title, "slug": slug}
    copied = event.copy(update_attrs=attributes, copy_revisions=False, keep_live=False, user=user)
    # A copy has no date, whatever is asked for, and its programme has no days.
    copied = EventPage.objects.get(pk=copied.pk)
    copied.starts_at, copied.ends_at = span
    assert event.first_day
    programme: Any = list(event.agenda.raw_data)
    copied.agenda = move_days(programme, day - event.first_day)
    copied.save(clean=False)
    copied.save_revision(user=user, changed=False, clean=False)
    return copied
