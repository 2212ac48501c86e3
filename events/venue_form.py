"""The form of a venue. A new name or address changes where events take place, so it asks who is told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class VenueForm(WagtailAdminModelForm):
    change_is_told = forms.BooleanField(
        label=_("tell those who booked for events here"),
        required=False,
        initial=True,
        help_text=_("If the name or the address changes, they get it by e-mail, with a new file for their calendars."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not (self.instance.pk and self.instance.events.live().upcoming().filter(takes_bookings=True).exists()):
            self.fields.pop("change_is_told", None)

    def save(self, commit: bool = True) -> Any:
        self.instance.change_is_told = self.cleaned_data.get("change_is_told", True)
        return super().save(commit)
