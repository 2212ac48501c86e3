"""The sentences for dates and times that cannot be read."""

from django.utils.translation import gettext as _


class DateNotUnderstoodError(ValueError):
    """Text that is not a date or time, or not clearly one. Its message is a sentence for whoever typed it."""


def get_example(kind: str) -> str:
    """Return how to write a value of ``kind``: "datetime", "date" or "time"."""
    return {
        "datetime": _("Write a day and a time, e.g. “25 April 2018, 18:00” or “next Tuesday 6pm”."),
        "date": _("Write a day, e.g. “25 April 2018” or “25/4/18”."),
        "time": _("Write a time, e.g. “18:30” or “6.30pm”."),
    }[kind]


def not_understood(text: str, kind: str) -> DateNotUnderstoodError:
    return DateNotUnderstoodError(
        _("“%(text)s” was not understood. %(example)s") % {"text": text.strip()[:60], "example": get_example(kind)}
    )
