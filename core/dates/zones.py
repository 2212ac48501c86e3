"""Time zones: their names for readers, and instants of local times."""

import zoneinfo
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def get_zone_label(timezone_name: str) -> str:
    """Return the name of a time zone for readers: ``America/New_York`` is “New York time”."""
    place = timezone_name.rsplit("/", 1)[-1].replace("_", " ")
    return "UTC" if place in {"UTC", "GMT"} else str(_("%(place)s time") % {"place": place})


def parse_local_time(clock: datetime, timezone_name: str) -> datetime:
    """Return the instant of the local time ``clock`` (naive) in a zone.

    Of an hour that comes twice, when clocks go back, it is the first. Raises ``ValidationError`` for an hour that is
    skipped, when clocks go forward.
    """
    zone = zoneinfo.ZoneInfo(timezone_name)
    moment = clock.replace(tzinfo=zone, fold=0).astimezone(UTC)
    shown = moment.astimezone(zone).replace(tzinfo=None)
    if shown != clock.replace(fold=0):
        raise ValidationError(
            _("There is no %(clock)s that day in %(zone)s: the clocks go forward. Write %(next)s or another time."),
            code="nonexistent",
            params={
                "clock": clock.strftime("%H:%M"),
                "zone": timezone_name,
                "next": shown.strftime("%H:%M"),
            },
        )
    return moment
