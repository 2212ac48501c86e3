"""Checks of events before they are published: the attribution rule, dates that have passed, an unchanged new date."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.publishing import Finding, register_content_check, register_publication_check

from .attribution_rule import get_rule_text, iter_breaches
from .models import EventPage
from .status import UNCHANGED_START, Status


@register_publication_check(EventPage)
def check_attribution_rule(event: EventPage) -> Iterator[str]:
    """The body of an event may report what was said there, too."""
    if found := list(iter_breaches(event, event.body)):
        yield get_rule_text(event)
        yield from found


@register_content_check(EventPage, "past", gettext_lazy("Events in the past"))
def check_date(event: EventPage) -> Iterator[Finding]:
    """An announcement of what is over is mostly a typing error in the year. What was announced before is not."""
    if event.is_past and not event.first_published_at:
        yield Finding(_("The event is over already. Check its date, above all the year."), "starts_at")


@register_content_check(EventPage, "rescheduled", gettext_lazy("Rescheduled without a new date"), is_required=True)
def check_new_date(event: EventPage) -> Iterator[Finding]:
    if event.status == Status.RESCHEDULED and event.has_published_start(event.starts_at):
        yield Finding(str(UNCHANGED_START), "status")
