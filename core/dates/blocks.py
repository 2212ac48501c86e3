"""Body blocks with a date or time, for use instead of Wagtail's blocks of these names."""

from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from .fields import DateField, TimeField


class DateBlock(blocks.DateBlock):
    @cached_property
    def field(self) -> DateField:
        return DateField(widget=AdminDateInput(format=self.format), **self.field_options)


class TimeBlock(blocks.TimeBlock):
    @cached_property
    def field(self) -> TimeField:
        return TimeField(widget=AdminTimeInput(format=self.format), **self.field_options)
