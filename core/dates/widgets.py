"""Wagtail's date widgets, extended: they read what people write, and say it back in words.

All date fields of the admin use Wagtail's three widget classes: forms of models, body blocks, filters of lists and
reports, the schedule. So these classes themselves are extended (``core.wagtail_compat.extend_date_widget``): a
subclass would have to be named in each of those places, some of which are
Wagtail's own code.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.forms import Media
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from core.wagtail_compat import extend_date_widget

from .days import Preference
from .errors import DateNotUnderstoodError
from .reading import read_date, read_datetime, read_time
from .words import say

#: How long a form may stay open.
MAX_AGE = timedelta(days=30)
SCRIPT, STYLESHEET = "js/admin-dates.js", "css/admin-dates.css"


class TypedDate(str):
    """A value in the format of computers, with the text that somebody typed for it."""

    typed: str

    def __new__(cls, value: str, typed: str):
        made = super().__new__(cls, value)
        made.typed = typed
        return made


def read(
    kind: str,
    text: str,
    timezone_name: str,
    prefers: Preference = "nearest",
    day: date | None = None,
    typed_at: datetime | None = None,
) -> datetime | date | time:
    """Read ``text`` as a "datetime", "date" or "time". ``DateNotUnderstoodError`` says what to write.

    ``typed_at`` is the present from which “tomorrow” is counted, if it is not now.
    """
    now = (typed_at or timezone.now()).astimezone(ZoneInfo(timezone_name)).replace(tzinfo=None)
    if kind == "datetime":
        return read_datetime(text, now, prefers, day)
    return read_date(text, now.date(), prefers) if kind == "date" else read_time(text)


def parse_typed_at(value: str | None) -> datetime | None:
    """Return when the text of a field was typed, as the page's script says; None if it says nothing sensible."""
    try:
        typed_at = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    now = timezone.now()
    return typed_at if typed_at.tzinfo and now - MAX_AGE < typed_at <= now else None


class ReadingWidget:
    """What is added to each of the widget classes."""

    kind: str
    #: The IANA name of the zone whose clocks are meant; None for that of the site.
    timezone_name: str | None = None
    #: The name of the form field that holds the zone, where the same form has one.
    timezone_field: str = ""
    #: The name of the field with the day of a time that is typed alone.
    day_field: str = ""
    day: date | None = None
    prefers: Preference = "nearest"

    def value_from_datadict(self, data, files, name) -> Any:
        """Return the value in ISO format, so that every form field can read it; else the text as it was typed."""
        text = super().value_from_datadict(data, files, name)  # type: ignore[misc]
        if not isinstance(text, str) or not text.strip():
            return text
        try:
            typed_at = parse_typed_at(data.get(f"{name}-typed-at"))
            value = read(self.kind, text, self.zone, self.prefers, self.day, typed_at)
        except DateNotUnderstoodError:
            return text
        return TypedDate(value.isoformat(" ") if isinstance(value, datetime) else value.isoformat(), text)

    def format_value(self, value) -> str | None:
        return value.typed if isinstance(value, TypedDate) else super().format_value(value)  # type: ignore[misc]

    def extend_config(self, config: dict[str, Any]) -> dict[str, Any]:
        """Return the options of the picker. It must not replace what it cannot read, as it does by default."""
        reader = {"kind": self.kind, "url": reverse("read_date"), "prefers": self.prefers, "zone": self.zone}
        fields = {"zoneField": self.timezone_field, "dayField": self.day_field}
        return config | {"validateOnBlur": False, "reader": reader | fields}

    def get_context(self, name, value, attrs) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)  # type: ignore[misc]
        context["words"], context["is_understood"] = self.describe(value)
        return context

    def describe(self, value: Any) -> tuple[str, bool]:
        """Return the value in words, or why it is not understood; and whether it is."""
        if value in {None, ""}:
            return "", True
        if isinstance(value, datetime) and value.tzinfo:
            value = value.astimezone(ZoneInfo(self.zone))
        try:
            known = read(self.kind, value, self.zone, self.prefers, self.day) if isinstance(value, str) else value
            return say(known, self.zone), True
        except DateNotUnderstoodError as error:
            return str(error), False

    @property
    def zone(self) -> str:
        return self.timezone_name or timezone.get_current_timezone_name()

    @property
    def extra_media(self) -> Media:
        return Media(js=[static(SCRIPT)], css={"all": [static(STYLESHEET)]})


def extend_widgets() -> None:
    """Extend Wagtail's widgets. Call it once, before any form is rendered."""
    for widget, kind in ((AdminDateTimeInput, "datetime"), (AdminDateInput, "date"), (AdminTimeInput, "time")):
        extend_date_widget(widget, ReadingWidget, kind=kind, template_name=f"core/widgets/{kind}_input.html")
