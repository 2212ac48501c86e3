"""Say dates and times in words: “Wednesday 25 April 2018, 18:00, London time”."""

from datetime import date, datetime, time

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from .zones import get_zone_label


def say_day(day: date) -> str:
    return date_format(day, "l j F Y")


def say_time(clock: time) -> str:
    return time_format(clock, "H:i")


def say_moment(clock: datetime) -> str:
    """Return a local time without its zone: “Wednesday 25 April 2018, 18:00”."""
    return date_format(clock, "l j F Y, H:i")


def say(value: date | datetime | time, timezone_name: str) -> str:
    """Return a value in words. A date with a time is local time in the zone, which is named."""
    if isinstance(value, datetime):
        return _("%(moment)s, %(zone)s") % {"moment": say_moment(value), "zone": get_zone_label(timezone_name)}
    return say_day(value) if isinstance(value, date) else say_time(value)
