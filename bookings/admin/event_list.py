"""What bookings add to the list of events in the admin: how many places are booked, and the way to cancel."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.admin_lists.columns import TextColumn
from content.admin_lists.registry import add_columns
from events.models import EventPage

from ..models import Booking
from .access import can_see_any_bookings


def load_booked_places(events: list[EventPage]) -> None:
    """Set on each event how many places are taken and how many people wait, in words; nothing where nobody can book."""
    bookings = Booking.objects.filter(event__in=events).order_by().values_list("event")
    counts = bookings.annotate(taken=Count("pk", Q(status="confirmed")), waiting=Count("pk", Q(status="waiting")))
    found = {pk: (taken, waiting) for pk, taken, waiting in counts}
    for event in events:
        taken, waiting = found.get(event.pk, (0, 0))
        event.booked_places = describe_bookings(event, taken, waiting) if event.takes_bookings or taken else ""


def describe_bookings(event: EventPage, taken: int, waiting: int) -> str:
    """Return “42 of 60, 3 waiting”, or the number alone where there is room for everybody."""
    numbers = {"taken": taken, "places": event.capacity, "waiting": waiting}
    booked = gettext("%(taken)d of %(places)d") % numbers if event.capacity else str(taken)
    return f"{booked}, {gettext('%(waiting)d waiting') % numbers}" if waiting else booked


class StatusLinkColumn(TextColumn):
    """A link to cancel or postpone an event to come. Others do not have it, nor those who may publish nothing."""

    cell_template_name = "bookings/status_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        is_coming = instance.live and not instance.is_past and can_see_any_bookings(parent_context["request"].user)
        url = reverse("bookings:status", args=[instance.pk]) if is_coming else ""
        return super().get_cell_context_data(instance, parent_context) | {"url": url}


def get_status_label(event: EventPage) -> str:
    """Return the words of links to ``admin.status``."""
    return gettext("Change its status") if event.is_cancelled_or_postponed else gettext("Cancel or postpone")


add_columns(
    EventPage,
    [
        TextColumn("booked_places", label=_("Booked"), width="7%"),
        StatusLinkColumn("status_link", label=_("Change"), accessor=get_status_label, width="8%"),
    ],
    load=load_booked_places,
)
