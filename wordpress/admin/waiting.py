"""How long somebody who waits for an import still has to, in plain words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..importing.progress import seconds_left
from ..models import ImportRun

# The first steps say little of those that follow.
FEW_STEPS = 3
MINUTE, HOUR = 60, 3600


def time_left(run: ImportRun) -> str:
    """Return about how long the present phase of a run still takes; empty if nobody can know yet."""
    left = seconds_left(run.done, run.total, run.rate) if run.done >= FEW_STEPS else None
    return "" if left is None else in_words(left)


def in_words(seconds: float) -> str:
    """Return a time that is left, as exactly as it is believed: half a minute, minutes, half hours."""
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


def pace(run: ImportRun) -> str:
    """Return how quickly a run goes on; empty if it has not begun."""
    if run.done < FEW_STEPS or not run.rate:
        return ""
    if run.rate >= 1:
        number = round(run.rate)
        return ngettext("%(number)d a second", "%(number)d a second", number) % {"number": number}
    number = max(1, round(run.rate * MINUTE))
    return ngettext("%(number)d a minute", "%(number)d a minute", number) % {"number": number}
