"""Time rules of events: zones, and what an instant is called where the event takes place."""

import zoneinfo
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_timezone(value: str) -> None:
    """Refuse whatever is not an IANA zone name such as ``Europe/London``."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Write one like Europe/London."), params={"value": value}
        )


def in_zone(moment: datetime | None, timezone_name: str) -> datetime | None:
    """Return the aware datetime ``moment`` on the clocks of ``timezone_name``."""
    return moment and moment.astimezone(zoneinfo.ZoneInfo(timezone_name))


def zone_label(timezone_name: str) -> str:
    """Return the everyday name of a zone: ``America/New_York`` is “New York time”."""
    place = timezone_name.rsplit("/", 1)[-1].replace("_", " ")
    return "UTC" if place in {"UTC", "GMT"} else str(_("%(place)s time") % {"place": place})
