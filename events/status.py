"""The status of an event: scheduled, cancelled and so on. Page, lists, search, calendars and feeds read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    POSTPONED = "postponed", _("Postponed")
    RESCHEDULED = "rescheduled", _("Rescheduled")
    ONLINE = "online", _("Moved online")
    CANCELLED = "cancelled", _("Cancelled")
    FULL = "full", _("Fully booked")


#: The event does not take place on the date that the page holds.
CANCELLED_OR_POSTPONED = (Status.CANCELLED, Status.POSTPONED)
UNCHANGED_START = _("The start has not changed. Change it, or choose another status.")
