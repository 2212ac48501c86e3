"""The answer to the script beside a date field: what the typed text means."""

import zoneinfo
from datetime import date, datetime

from django import forms
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from .errors import DateNotUnderstoodError
from .reading import MAX_LENGTH
from .widgets import read
from .words import say


class ReadDateForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in ("datetime", "date", "time")])
    text = forms.CharField(max_length=10 * MAX_LENGTH)
    prefers = forms.ChoiceField(choices=[("nearest", "nearest"), ("future", "future")], required=False)
    zone = forms.CharField(required=False)
    #: The text of another field, whose day is that of a time typed alone.
    day = forms.CharField(required=False)

    def clean_zone(self) -> str:
        zone = self.cleaned_data["zone"]
        return zone if zone in zoneinfo.available_timezones() else timezone.get_current_timezone_name()

    def get_day(self) -> date | None:
        try:
            found = read("datetime", self.cleaned_data["day"], self.cleaned_data["zone"])
        except DateNotUnderstoodError:
            return None
        return found.date() if isinstance(found, datetime) else None


@require_GET
def read_date_view(request: HttpRequest) -> JsonResponse:
    """Answer ``{"understood", "words"}``: the value in words, or a sentence that says what to write."""
    form = ReadDateForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"understood": False, "words": ""}, status=400)
    data = form.cleaned_data
    try:
        value = read(data["kind"], data["text"], data["zone"], data["prefers"] or "nearest", form.get_day())
    except DateNotUnderstoodError as error:
        return JsonResponse({"understood": False, "words": str(error)})
    return JsonResponse({"understood": True, "words": say(value, data["zone"])})
