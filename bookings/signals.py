"""Signal handlers: bookings follow what editors publish, such as more places or a cancelled event."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from events.models import EventPage

from .services import sync_with_event


@receiver(page_published, sender=EventPage)
def sync_published_event(sender: type[EventPage], instance: EventPage, **kwargs: Any) -> None:
    if instance.takes_bookings or instance.fully_booked:
        sync_with_event(instance.pk)
