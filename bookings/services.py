"""Making, cancelling and promoting bookings. Nothing else changes them, and it always happens under the event's lock.

There are never more confirmed bookings than places. Free places go to the waiting list in the order of booking. The
e-mail about each change is written into the outbox (``BookingEmail``) in the same transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from events.models import EventPage

from .models import Booking, BookingEmail
from .outbox import enqueue_email
from .results import BookingResult, Outcome
from .retention import delete_bookings

# Sending the form again sends the e-mail again, but not so often that somebody's mailbox can be flooded that way.
RESEND_AFTER = timedelta(minutes=10)


@contextmanager
def lock_event(event_id: int) -> Iterator[EventPage]:
    """Yield the published event, with its row locked until the transaction ends. Other bookings wait for the lock."""
    with transaction.atomic():
        yield EventPage.objects.defer_streamfields().select_for_update(of=("self",)).get(pk=event_id)


def _count_places_left(event: EventPage) -> int | None:
    """Return the number of free places; None if there is no limit."""
    if event.capacity is None:
        return None
    return max(0, event.capacity - event.bookings.confirmed().count())


def _get_outcome(event: EventPage) -> Outcome:
    """Return what a new booking gets. It neither overtakes the waiting list nor takes a place that an editor holds."""
    held_back = event.status == event.Status.FULL
    if not held_back and _count_places_left(event) != 0 and not event.bookings.waiting().exists():
        return Outcome.CONFIRMED
    return Outcome.WAITING if event.waiting_list else Outcome.FULL


def _gives_free_places(event: EventPage) -> bool:
    """Whether free places go to the waiting list by themselves. Those of a “full” event are held by an editor."""
    starts_later = event.starts_at is not None and event.starts_at > timezone.now()
    held_back = event.is_cancelled_or_postponed or event.status == event.Status.FULL
    return event.takes_bookings and starts_later and not held_back


def _promote_waiting_list(event: EventPage) -> None:
    """Give free places to the waiting list, and store whether a new booking would have to wait."""
    if _gives_free_places(event):
        # A slice up to None is the whole queue.
        for booking in event.bookings.waiting()[: _count_places_left(event)]:
            _confirm(booking)
    full = event.takes_bookings and event.capacity is not None
    full = full and (_count_places_left(event) == 0 or event.bookings.waiting().exists())
    EventPage.objects.filter(pk=event.pk).update(fully_booked=full)


def _confirm(booking: Booking) -> None:
    booking.status = Booking.Status.CONFIRMED
    booking.save(update_fields=["status"])
    enqueue_email(booking, BookingEmail.Kind.PROMOTED)


def sync_with_event(event_id: int) -> None:
    """Follow a change of the event itself, such as more places."""
    with lock_event(event_id) as event:
        _promote_waiting_list(event)


def book(
    event_id: int,
    *,
    name: str,
    email: str,
    access_needs: str = "",
    answers: Sequence[dict[str, Any]] = (),
    submission: UUID | None = None,
    by_editor: bool = False,
) -> BookingResult:
    """Book a place, or a place on the waiting list.

    ``answers`` are as in ``Booking.answers``. Somebody who has booked already keeps their booking and gets the e-mail
    again. The result is then that of a new booking, so that nobody finds out who has booked; only the same form sent
    twice (``submission``) gets its own result. With ``by_editor``, booking need not be open.
    """
    with lock_event(event_id) as event:
        known = event.bookings.active().for_email(email).first()
        if known and submission and known.submission == submission:
            return BookingResult(Outcome(known.status), known)
        is_closed = not event.takes_bookings or event.is_cancelled_or_postponed or event.booking_is_over
        if is_closed and not by_editor:
            return BookingResult(Outcome.CLOSED)
        outcome = _get_outcome(event)
        if known:
            _resend_email(known)
            return BookingResult(outcome, known)
        if outcome == Outcome.FULL:
            return BookingResult(outcome)
        booking = Booking.objects.create(
            event=event,
            name=name,
            email=email,
            access_needs=access_needs,
            answers=list(answers),
            submission=submission,
            status=outcome.value,
        )
        enqueue_email(booking, BookingEmail.Kind(booking.status))
        _promote_waiting_list(event)
        return BookingResult(outcome, booking)


def _resend_email(booking: Booking) -> None:
    if not booking.emails.filter(created_at__gt=timezone.now() - RESEND_AFTER).exists():
        enqueue_email(booking, BookingEmail.Kind(booking.status))


def cancel(booking: Booking) -> bool:
    """Cancel a booking; its place goes to the waiting list. Returns False if it was cancelled before."""
    with lock_event(booking.event_id) as event:
        cancelled = event.bookings.active().filter(pk=booking.pk)
        if not cancelled.update(status=Booking.Status.CANCELLED, cancelled_at=timezone.now()):
            return False
        enqueue_email(booking, BookingEmail.Kind.CANCELLED)
        _promote_waiting_list(event)
        return True


def promote(booking: Booking) -> bool:
    """Give a free place to somebody on the waiting list, whatever their position. Returns whether there was one."""
    with lock_event(booking.event_id) as event:
        waiting = event.bookings.waiting().filter(pk=booking.pk).first()
        if waiting is None or _count_places_left(event) == 0:
            return False
        _confirm(waiting)
        _promote_waiting_list(event)
        return True


def erase(booking: Booking) -> bool:
    """Delete somebody's data at their request. Their place goes to the waiting list. Returns True."""
    with lock_event(booking.event_id) as event:
        delete_bookings(event, event.bookings.filter(pk=booking.pk))
        _promote_waiting_list(event)
    return True
