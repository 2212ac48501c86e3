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
