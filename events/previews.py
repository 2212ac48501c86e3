"""The preview of an event as it will look once it is over: what has to be added, and what goes, is seen beforehand."""

from datetime import timedelta

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.extension import register_preview

from .models import EventPage


def will_be_over(event: EventPage) -> bool:
    return event.has_date and not event.is_past


@register_preview(EventPage, "after", _("After the event"), is_offered=will_be_over)
def preview_after(event: EventPage, request: HttpRequest) -> TemplateResponse:
    """Show the event as if it had ended a minute ago. It is a preview: nothing is saved."""
    assert event.starts_at is not None
    assert event.ends_at is not None
    length, event.ends_at = event.ends_at - event.starts_at, timezone.now() - timedelta(minutes=1)
    event.starts_at = event.ends_at - length
    template = event.get_preview_template(request, "after")
    return TemplateResponse(request, template, event.get_preview_context(request, "after"))
