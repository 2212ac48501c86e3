"""The line of the care list about past events without a write-up or a recording."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from content.care import CareItem, register_care

from .reports import get_events_to_follow_up


@register_care(40)
def count_events_to_follow_up(user: Any) -> CareItem | None:
    number = get_events_to_follow_up(user).count()
    text = ngettext(
        "%(number)d past event without a write-up or a recording",
        "%(number)d past events without a write-up or a recording",
        number,
    )
    return CareItem(text % {"number": number}, reverse("events_to_follow_up")) if number else None
