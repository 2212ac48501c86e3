"""The form of the editor of events. Times are typed in local time: that of the place where the event takes place."""

from datetime import date, datetime, timedelta
from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from core.dates.fields import DateTimeField
from core.dates.widgets import TypedDate
from core.dates.zones import parse_local_time
from core.wagtail_compat import is_draft_validation
from people.credits import CreditedPageForm

from .status import UNCHANGED_START, Status
from .times import choose_reading, get_end_of_day, get_timezone_names, is_timezone, to_utc, to_zone


def to_local_clock(moment: datetime, zone: str) -> datetime:
    """Return the local time in ``zone``, naive and to the minute: what the form shows and receives."""
    return to_zone(moment, zone).replace(tzinfo=None, second=0, microsecond=0)


class LocalDateTimeField(DateTimeField):
    """An instant that is typed as local time in ``zone``; the time zones of site and editor do not matter.

    A value that comes back unchanged is ``shown`` itself, so that its seconds survive, and which of two equal hours
    it is when clocks go back.
    """

    zone = "UTC"
    shown: datetime | None = None
    displayed_zone = "UTC"

    def __init__(self, *args, day_field: str = "", **kwargs):
        super().__init__(*args, prefers="future", **kwargs)
        self.widget.timezone_field, self.widget.day_field = "timezone", day_field

    def use_zone(self, zone: str, displayed_zone: str) -> None:
        """Read text as local time in ``zone``, and show the value in that of ``displayed_zone``."""
        self.zone, self.displayed_zone = zone, displayed_zone
        self.widget.timezone_name = zone

    def prepare_value(self, value):
        return to_local_clock(value, self.displayed_zone) if isinstance(value, datetime) and value.tzinfo else value

    def localise(self, clock: datetime) -> datetime:
        if self.shown and self.zone == self.displayed_zone and clock == to_local_clock(self.shown, self.zone):
            return self.shown
        return parse_local_time(clock, self.zone)


def get_timezone_choices() -> list:
    """Return the time zones as grouped choices. Names without a region are old aliases, except UTC."""
    names = sorted(name for name in get_timezone_names() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    regions = groupby(names, key=lambda name: name.split("/")[0])
    return [
        ("UTC", "UTC"),
        *((region, [(name, name.replace("_", " ")) for name in zones]) for region, zones in regions),
    ]


class EventPageForm(CreditedPageForm, WagtailAdminFormPageForm):
    """Checks that speakers are named and that questions differ, and reads times in the event's time zone."""

    starts_at = LocalDateTimeField(
        label=_("Starts"),
        help_text=_("As the clocks show it where the event takes place, e.g. 1 March 2027, 6pm."),
    )
    ends_at = LocalDateTimeField(
        label=_("Ends"),
        day_field="starts_at",
        help_text=_("Needed, so that the event moves to the past ones by itself. On the same day the time will do."),
    )

    booking_closes_at = LocalDateTimeField(
        label=_("Booking closes"),
        required=False,
        help_text=_("E.g. 28 February 2027, noon. Leave empty to take bookings until the event begins."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "timezone" in self.fields:
            self.offer_timezones()
        zone = self.data.get(self.add_prefix("timezone")) if self.is_bound else self.instance.timezone
        for name, field in self.fields.items():
            if isinstance(field, LocalDateTimeField):
                field.use_zone(zone if zone and is_timezone(zone) else self.instance.timezone, self.instance.timezone)
                field.shown = self.shown_end() if name == "ends_at" else getattr(self.instance, name)
                self.initial[name] = field.shown
        if self.is_bound:
            # A time typed alone is on the day on which the event starts.
            self.fields["ends_at"].widget.day = self.get_typed_day("starts_at")

    def get_typed_day(self, name: str) -> date | None:
        typed = self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        return date.fromisoformat(typed[:10]) if isinstance(typed, TypedDate) else None

    def offer_timezones(self) -> None:
        current, choices = self.instance.timezone, get_timezone_choices()
        if not any(current == value or current in dict(names or ()) for value, names in choices if value != names):
            choices.insert(0, (current, current))
        self.fields["timezone"].widget = forms.Select(choices=choices)

    def shown_end(self) -> datetime | None:
        """Return the end as the form shows it: that of an all-day event is a time on its last day."""
        end = self.instance.ends_at
        return end - timedelta(minutes=1) if end and self.instance.all_day else end

    def clean(self):
        cleaned = super().clean()
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            # When clocks go back, an event from 01:30 to 01:00 ends the second time that they show 01:00.
            local = to_zone(ends_at, self.fields["ends_at"].zone)
            cleaned["ends_at"] = to_utc(choose_reading(local, starts_at + timedelta(minutes=1)))
        if cleaned.get("all_day") and cleaned.get("ends_at"):
            last_moment = cleaned["ends_at"] + timedelta(minutes=1)
            cleaned["ends_at"] = get_end_of_day(last_moment, self.fields["ends_at"].zone)
        if cleaned.get("status") == Status.RESCHEDULED and not is_draft_validation(self):
            self.check_start_has_changed(cleaned.get("starts_at"))
        return cleaned

    def check_start_has_changed(self, starts_at: datetime | None) -> None:
        if self.instance.has_published_start(starts_at):
            self.add_error("status", UNCHANGED_START)

    def validate_instance(self):
        self.instance.is_draft_check = is_draft_validation(self)
        try:
            super().validate_instance()
        finally:
            self.instance.is_draft_check = False
