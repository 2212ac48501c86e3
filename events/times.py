"""Time zones: their names, and instants in local time."""

import zoneinfo
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import overload

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MIDNIGHT = time()


@cache
def get_timezone_names() -> frozenset[str]:
    """Return the IANA zone names that this machine knows."""
    # Some systems list their own zone as "localtime", a name that no other machine and no browser knows.
    return frozenset(zoneinfo.available_timezones() - {"localtime"})


def is_timezone(value: str) -> bool:
    return value in get_timezone_names()


def validate_timezone(value: str) -> None:
    """Refuse whatever is not an IANA zone name such as ``Europe/London``."""
    if not is_timezone(value):
        raise ValidationError(
            _("“%(value)s” is not a time zone. Write one like Europe/London."), params={"value": value}
        )


@overload
def to_zone(moment: datetime, timezone_name: str) -> datetime: ...
@overload
def to_zone(moment: datetime | None, timezone_name: str) -> datetime | None: ...
def to_zone(moment: datetime | None, timezone_name: str) -> datetime | None:
    """Return ``moment`` (aware) in local time; None for None."""
    return moment.astimezone(zoneinfo.ZoneInfo(timezone_name)) if moment else None


@overload
def to_utc(moment: datetime) -> datetime: ...
@overload
def to_utc(moment: datetime | None) -> datetime | None: ...
def to_utc(moment: datetime | None) -> datetime | None:
    """Return ``moment`` (aware) in UTC, to be compared: Python compares two times of one zone by their clocks."""
    return moment.astimezone(UTC) if moment else None


def is_ambiguous(local: datetime) -> bool:
    """Return whether the clock shows this time twice, as it does in the hour before which clocks go back."""
    return to_utc(local.replace(fold=0)) < to_utc(local.replace(fold=1))


def choose_reading(local: datetime, not_before: datetime) -> datetime:
    """Return ``local``, or the second time that the clock shows the same, if only that is not before ``not_before``."""
    first, second = local.replace(fold=0), local.replace(fold=1)
    return second if to_utc(first) < to_utc(not_before) <= to_utc(second) else first


def get_start_of_day(moment: datetime, timezone_name: str) -> datetime:
    """Return the first instant of the day on which ``moment`` falls in that zone."""
    zone = zoneinfo.ZoneInfo(timezone_name)
    return datetime.combine(moment.astimezone(zone).date(), MIDNIGHT, zone).astimezone(UTC)


def get_end_of_day(moment: datetime, timezone_name: str) -> datetime:
    """Return the midnight, in that zone, that ends the day of ``moment``; ``moment`` itself if it is a midnight."""
    if get_start_of_day(moment, timezone_name) == moment:
        return moment
    zone = zoneinfo.ZoneInfo(timezone_name)
    return datetime.combine(moment.astimezone(zone).date() + timedelta(days=1), MIDNIGHT, zone).astimezone(UTC)
