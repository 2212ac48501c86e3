"""Reminders: everybody with a place gets an e-mail in the morning of the day before, if the event has it so."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from core.jobs import every
from events.models import EventPage

from .models import Booking, BookingEmail
from .outbox import enqueue_emails
from .services import lock_event

#: When they are sent, on the clocks where the event takes place.
MORNING = time(9)
#: Longer than from that morning to the end of the next day, in any time zone.
AHEAD = timedelta(hours=40)


@every(timedelta(minutes=10))
def remind() -> None:
    """Write the reminders that are due. What a stopped site has missed follows, until the event begins."""
    now = timezone.now()
    coming = EventPage.objects.live().going_ahead().filter(starts_at__gt=now, starts_at__lte=now + AHEAD)
    with_bookings = coming.filter(send_reminders=True, bookings__status=Booking.Status.CONFIRMED)
    for event_id in list(with_bookings.order_by().values_list("pk", flat=True).distinct()):
        with lock_event(event_id) as event:
            remind_of(event)


def remind_of(event: EventPage) -> None:
    """Write to those who have not had any e-mail about ``event``, which is locked, since that morning."""
    day, due_at = event.first_day, get_reminder_time(event)
    if day is None or due_at is None or due_at > timezone.now():
        return
    recent = BookingEmail.objects.filter(booking__event=event, created_at__gte=due_at)
    reminded = BookingEmail.objects.filter(booking__event=event, reminder_of=day)
    bookings = event.bookings.reachable().confirmed()
    bookings = bookings.exclude(pk__in=recent.values("booking")).exclude(pk__in=reminded.values("booking"))
    enqueue_emails(bookings, BookingEmail.Kind.REMINDER, reminder_of=day)


def get_reminder_time(event: EventPage) -> datetime | None:
    """Return nine o'clock of the day before the event's first day, in its time zone."""
    if event.first_day is None:
        return None
    return datetime.combine(event.first_day - timedelta(days=1), MORNING, ZoneInfo(event.timezone))
