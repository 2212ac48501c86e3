"""The form behind the editor of an event: times are typed as clocks show them where the event takes place."""

from datetime import UTC, datetime, timedelta
from itertools import groupby

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from core.wagtail_compat import is_draft_validation
from people.credits import CreditedPageForm

from .status import Status
from .times import end_of_day, in_zone, is_timezone, read_clock, timezone_names


def on_clock(moment: datetime, zone: str) -> datetime:
    """Return what a clock shows, to the minute: what the form shows and is sent."""
    return in_zone(moment, zone).replace(tzinfo=None, second=0, microsecond=0)


class ClockField(forms.DateTimeField):
    """An instant, typed as the clocks of ``zone`` show it; neither the site's nor the editor's own zone matters.

    What comes back as it was shown is ``shown`` itself: its seconds, and which of two equal hours it is, survive.
    """

    widget = AdminDateTimeInput
    zone = "UTC"
    shown: datetime | None = None
    shown_zone = "UTC"

    def prepare_value(self, value):
        return on_clock(value, self.shown_zone) if isinstance(value, datetime) and value.tzinfo else value

    def to_python(self, value):
        if value in self.empty_values:
            return None
        with timezone.override(UTC):  # which has each hour of each day, once
            clock = super().to_python(value).replace(tzinfo=None)
        if self.shown and self.zone == self.shown_zone and clock == on_clock(self.shown, self.zone):
            return self.shown
        return read_clock(clock, self.zone)


def timezone_choices() -> list:
    """Zones by part of the world. Names without one are old names of the others, except UTC."""
    names = sorted(name for name in timezone_names() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    regions = groupby(names, key=lambda name: name.split("/")[0])
    return [
        ("UTC", "UTC"),
        *((region, [(name, name.replace("_", " ")) for name in zones]) for region, zones in regions),
    ]


class EventPageForm(CreditedPageForm, WagtailAdminFormPageForm):
    """Speakers that are named, questions that can be told apart, and times on the event's own clocks."""

    starts_at = ClockField(
        label=_("Starts"),
        help_text=_("As the clocks show it where the event takes place, e.g. 2027-03-01 18:00."),
    )
    ends_at = ClockField(
        label=_("Ends"),
        help_text=_("Needed, so that the event moves to the past ones by itself, e.g. 2027-03-01 19:30."),
    )

    booking_closes_at = ClockField(
        label=_("Booking closes"),
        required=False,
        help_text=_("E.g. 2027-02-28 12:00. Leave empty to take bookings until the event begins."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "timezone" in self.fields:
            self.offer_timezones()
        zone = self.data.get(self.add_prefix("timezone")) if self.is_bound else self.instance.timezone
        for name, field in self.fields.items():
            if isinstance(field, ClockField):
                field.shown_zone = self.instance.timezone
                field.zone = zone if zone and is_timezone(zone) else self.instance.timezone
                field.shown = self.shown_end() if name == "ends_at" else getattr(self.instance, name)
                self.initial[name] = field.shown

    def offer_timezones(self) -> None:
        current, choices = self.instance.timezone, timezone_choices()
        if not any(current == value or current in dict(names or ()) for value, names in choices if value != names):
            choices.insert(0, (current, current))
        self.fields["timezone"].widget = forms.Select(choices=choices)

    def shown_end(self) -> datetime | None:
        """The end of an event of whole days is shown, and typed, as a time on its last day."""
        end = self.instance.ends_at
        return end - timedelta(minutes=1) if end and self.instance.all_day else end

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("all_day") and cleaned.get("ends_at"):
            last_moment = cleaned["ends_at"] + timedelta(minutes=1)
            cleaned["ends_at"] = end_of_day(last_moment, self.fields["ends_at"].zone)
        if cleaned.get("status") == Status.RESCHEDULED and not is_draft_validation(self):
            self.expect_another_start(cleaned.get("starts_at"))
        return cleaned

    def expect_another_start(self, starts_at: datetime | None) -> None:
        known = self.instance.announced
        unchanged = known and starts_at and datetime.fromisoformat(known["starts_at"]) == starts_at
        if unchanged and not self.instance.previous_starts_at:
            self.add_error("status", _("The start has not changed. Change it, or choose another status."))

    def validate_instance(self):
        self.instance.is_draft_check = is_draft_validation(self)
        try:
            super().validate_instance()
        finally:
            self.instance.is_draft_check = False
