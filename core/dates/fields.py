"""Form fields of the admin for dates and times: their widgets read the text, they say why it was not understood."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from .days import Preference
from .errors import DateNotUnderstoodError
from .widgets import read
from .zones import parse_local_time

#: Fields of Wagtail's schedule. A date without a year is one to come there.
SCHEDULE_FIELDS = {"go_live_at", "expire_at"}


class ReadingFieldMixin:
    """A field that reads text as its widget does, and keeps to Django's field for everything else."""

    kind: str

    def __init__(self, *args: Any, prefers: Preference = "nearest", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.widget: Any
        self.widget.prefers = self.prefers = prefers

    def read(self, text: str) -> Any:
        widget = self.widget
        zone = getattr(widget, "zone", timezone.get_current_timezone_name())
        try:
            return read(self.kind, text, zone, self.prefers, getattr(widget, "day", None))
        except DateNotUnderstoodError as error:
            raise ValidationError(str(error), code="invalid") from None


class DateTimeField(ReadingFieldMixin, forms.DateTimeField):
    widget = AdminDateTimeInput
    kind = "datetime"

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str) and value.strip():
            return self.localise(self.read(value))
        return super().to_python(value)

    def localise(self, clock: datetime) -> datetime:
        """Return the instant of a local time."""
        return parse_local_time(clock, timezone.get_current_timezone_name())


class DateField(ReadingFieldMixin, forms.DateField):
    widget = AdminDateInput
    kind = "date"

    def to_python(self, value: Any) -> date | None:
        return self.read(value) if isinstance(value, str) and value.strip() else super().to_python(value)


class TimeField(ReadingFieldMixin, forms.TimeField):
    widget = AdminTimeInput
    kind = "time"

    def to_python(self, value: Any) -> time | None:
        return self.read(value) if isinstance(value, str) and value.strip() else super().to_python(value)


def get_preference(field: models.Field) -> Preference:
    return "future" if field.name in SCHEDULE_FIELDS else "nearest"


def register_fields() -> None:
    """Use these fields in all forms of models in the admin."""
    for model_field, form_field, widget in (
        (models.DateField, DateField, AdminDateInput),
        (models.DateTimeField, DateTimeField, AdminDateTimeInput),
        (models.TimeField, TimeField, AdminTimeInput),
    ):
        register_form_field_override(model_field, override=make_override(form_field, widget))


def make_override(form_field: type[forms.Field], widget: type[forms.Widget]) -> Any:
    return lambda field: {"form_class": form_field, "widget": widget, "prefers": get_preference(field)}
