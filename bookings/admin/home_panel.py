"""The panel “Next events” on the front page of the admin, with the number of bookings."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.home_panels import MAX_ROWS, Row, RowsPanel, get_owner_name
from events.labels import describe_date
from events.models import EventPage

from .access import get_events_for_user
from .event_list import get_status_label, load_booked_places


class NextEventsPanel(RowsPanel):
    name = "next-events"
    order = 130
    heading = _("Next events")
    empty = _("No event is coming up.")
    more_label = _("All events")

    def get_more_url(self) -> str:
        return reverse("events:index") + "?state=upcoming"

    def get_rows(self, user: Any) -> list[Row]:
        seen = policy_registry.get_by_type(Page).explorable_instances(user)
        coming = EventPage.objects.live().upcoming().filter(pk__in=seen.values("pk"))
        events = list(coming.for_listing().select_related("owner")[: MAX_ROWS + 1])
        load_booked_places(events)
        ids = [event.pk for event in events]
        with_list = set(get_events_for_user(user).filter(pk__in=ids).values_list("pk", flat=True))
        return [
            Row(
                title=event.title,
                url=self.get_url(event, event.pk in with_list),
                note=", ".join(filter(None, (event.message, self.get_note(event)))),
                owner=get_owner_name(event.owner),
                when=describe_date(event),
                action=(
                    (get_status_label(event), reverse("bookings:status", args=[event.pk]))
                    if event.pk in with_list
                    else None
                ),
            )
            for event in events
        ]

    def get_url(self, event: EventPage, may_see_bookings: bool) -> str:
        if event.takes_bookings and may_see_bookings:
            return reverse("bookings:list", args=[event.pk])
        return reverse("wagtailadmin_pages:edit", args=[event.pk])

    def get_note(self, event: Any) -> str:
        return gettext("Booked: %(places)s") % {"places": event.booked_places} if event.takes_bookings else ""
