"""What bookings add to the page of an event: a tab in its editor, a check of its capacity, and a link to the form.

The addresses of the form and of bookings are registered in ``bookings.views``.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

from content.extension import get_route_path, register_context, register_tab, register_validator
from content.publishing import register_audience
from events.models import EventPage

booking_tab = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("takes_bookings"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("waiting_list")]),
                FieldPanel("booking_closes_at"),
                FieldPanel("confirm_addresses"),
            ],
            heading=_("Booking on this site"),
        ),
        InlinePanel(
            "booking_questions",
            heading=_("Further questions"),
            label=_("question"),
            help_text=_("Name, e-mail and access needs are asked for already. Ask only for what you will use."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("privacy_notice"),
                FieldRowPanel([FieldPanel("access_needs_kept_days"), FieldPanel("bookings_kept_days")]),
            ],
            heading=_("Privacy"),
        ),
    ],
    heading=_("Booking"),
)
register_tab(EventPage, booking_tab)


@register_validator(EventPage)
def check_capacity(event: EventPage) -> dict[str, Any]:
    """Refuse a capacity below the number of confirmed bookings."""
    if not event.pk or not event.takes_bookings or event.capacity is None:
        return {}
    confirmed = event.bookings.confirmed().count()
    if confirmed <= event.capacity:
        return {}
    message = _("%(number)d people have a place already. Cancel bookings first, or allow as many.")
    return {"capacity": message % {"number": confirmed}}


@register_audience(EventPage)
def tell_who_booked(event: EventPage) -> Iterator[str]:
    """Say that publishing an event writes to the waiting list alone, which may get places."""
    if booked := event.bookings.active().count():
        yield ngettext(
            "%(number)d person has booked and is not told by itself: write to them under Bookings.",
            "%(number)d people have booked and are not told by themselves: write to them under Bookings.",
            booked,
        ) % {"number": booked}
    if event.bookings.waiting().exists():
        yield gettext("Whoever gets a place from the waiting list is told by e-mail.")


@register_context(EventPage)
def get_booking_context(event: EventPage, request: HttpRequest) -> dict[str, Any]:
    """Return ``booking_form_url``: the address of the form if visitors may use it now, else empty."""
    is_open = event.takes_bookings and not event.booking_closed_reason
    return {"booking_form_url": event.get_url(request) + get_route_path(EventPage, "book") if is_open else ""}
