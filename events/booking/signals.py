"""Bookings follow what editors publish: more places, a cancelled event, one that goes ahead after all."""

from django.dispatch import receiver
from wagtail.signals import page_published

from .desk import settle
from .page import BookingMixin


@receiver(page_published)
def settle_published_event(sender, instance, **kwargs) -> None:
    if isinstance(instance, BookingMixin) and (instance.takes_bookings or instance.fully_booked):
        settle(instance.pk)
