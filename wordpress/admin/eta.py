"""The estimated time left and the rate of an import, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..importing.progress import seconds_left
from ..models import ImportRun

# The rate of the first steps says little about the rest.
MIN_STEPS = 3
MINUTE, HOUR = 60, 3600


def format_time_left(run: ImportRun) -> str:
    """Return about how long the present phase of a run still takes; empty if it is unknown yet."""
    left = seconds_left(run.done, run.total, run.rate) if run.done >= MIN_STEPS else None
    return "" if left is None else format_seconds(left)


def format_seconds(seconds: float) -> str:
    """Return a time left, as exactly as it can be estimated: half a minute, minutes, half hours."""
    if seconds < MINUTE / 2:
        return _("less than half a minute left")
    if seconds < 1.5 * MINUTE:
        return _("about a minute left")
    minutes = round(seconds / MINUTE)
    if minutes < 50:
        return ngettext("about %(number)d minute left", "about %(number)d minutes left", minutes) % {"number": minutes}
    if seconds < 1.25 * HOUR:
        return _("about an hour left")
    if seconds < 1.75 * HOUR:
        return _("about an hour and a half left")
    hours = round(seconds / HOUR)
    return ngettext("about %(number)d hour left", "about %(number)d hours left", hours) % {"number": hours}


def format_rate(run: ImportRun) -> str:
    """Return the rate of a run; empty if it has not begun."""
    if run.done < MIN_STEPS or not run.rate:
        return ""
    if run.rate >= 1:
        number = round(run.rate)
        return ngettext("%(number)d a second", "%(number)d a second", number) % {"number": number}
    number = max(1, round(run.rate * MINUTE))
    return ngettext("%(number)d a minute", "%(number)d a minute", number) % {"number": number}
