"""Data retention: deleting bookings a number of days after the event, access needs first. Numbers are kept.

Every booking has its day, also that of an event that is offline, or that has lost its date: a year after it was made.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from core.jobs import every
from events.models import EventPage

from .models import Booking, BookingQuerySet, BookingSubmission, BookingTotals
from .tokens import FORM_MAX_AGE

logger = logging.getLogger(__name__)

Status = Booking.Status

#: How long a booking of an event without a date is kept: the event may get a new one.
KEPT_WITHOUT_DATE = timedelta(days=365)


@every(timedelta(hours=1))
def delete_expired() -> None:
    """Delete access needs, and later the bookings, as many days after the event as its form promised."""
    now = timezone.now()
    for event in EventPage.objects.defer_streamfields().filter(bookings__isnull=False).distinct():
        end = event.ends_at or event.starts_at
        if end is None:
            expired = event.bookings.filter(created_at__lte=now - KEPT_WITHOUT_DATE)
            if expired.exists():
                delete_bookings(event, expired)
        elif end + timedelta(days=event.bookings_kept_days) <= now:
            delete_bookings(event, event.bookings.all())
        elif end + timedelta(days=event.access_needs_kept_days) <= now:
            delete_access_needs(event)


@every(timedelta(hours=1))
def delete_answered_forms() -> None:
    """Delete the records of forms that are too old to be sent again."""
    BookingSubmission.objects.filter(created_at__lte=timezone.now() - timedelta(seconds=FORM_MAX_AGE)).delete()


def delete_access_needs(event: EventPage) -> None:
    """Delete access needs, and the answers to questions about health or access."""
    for booking in event.bookings.all():
        answers = [answer for answer in booking.answers if not answer["about_needs"]]
        if booking.access_needs or answers != booking.answers:
            Booking.objects.filter(pk=booking.pk).update(access_needs="", answers=answers)


@transaction.atomic
def delete_bookings(event: EventPage, bookings: BookingQuerySet) -> None:
    """Delete ``bookings`` of ``event`` with every e-mail about them, and add them to the event's numbers.

    The changes of which nobody else was told go with them.
    """
    bookings = bookings.select_for_update()
    ids = [booking.pk for booking in bookings]
    counts = Booking.objects.filter(pk__in=ids).aggregate(
        confirmed=Count("pk", Q(status=Status.CONFIRMED)),
        waiting=Count("pk", Q(status=Status.WAITING)),
        cancelled=Count("pk", Q(status=Status.CANCELLED)),
        attended=Count("pk", Q(attended=True)),
    )
    totals, _created = BookingTotals.objects.get_or_create(event=event)
    added = {name: F(name) + count for name, count in counts.items()}
    BookingTotals.objects.filter(pk=totals.pk).update(**added, deleted_at=timezone.now())
    Booking.objects.filter(pk__in=ids).delete()
    event.booking_changes.filter(emails=None).delete()
    logger.info("Deleted the data of %s bookings of event %s", len(ids), event.pk)
