"""Date, state and place of an event in words, for lists and choosers of the admin."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

#: Where words of a place are looked for.
PLACE_FIELDS = ("place", "venue__name", "venue__locality")


def describe_date(event: Any) -> str:
    """Return when an event starts, on the clocks there, e.g. “Tue 3 Feb 2026, 18:00”."""
    if not event.local_start:
        return gettext("No date yet")
    return date_format(event.local_start, "D j M Y" if event.all_day else "D j M Y, H:i")


def describe_state(event: Any) -> str:
    """Return the state of an event in a word or two: cancelled, full, past ..."""
    if event.message:
        return event.message
    if not event.local_start:
        return ""
    return gettext("Past") if event.is_past else gettext("Upcoming")


def describe_place(event: Any) -> str:
    return event.place_name if event.is_in_person else gettext("Online")
