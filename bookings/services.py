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

from core.jobs import every
from events.models import EventPage

from .confirmation import get_deadline
from .models import Booking, BookingEmail, BookingSubmission
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
    # Somebody whose address is not confirmed yet learns of the place when it is.
    if not booking.is_unconfirmed:
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
    again. The result is then that of a new booking, so that nobody finds out who has booked. ``submission`` is the id
    of the form: sent again, it gets the result that it got, whatever is in it, and does nothing. With ``by_editor``,
    booking need not be open, and the address need not be confirmed.
    """
    with lock_event(event_id) as event:
        answered = event.booking_submissions.filter(form_id=submission).first() if submission else None
        if answered:
            return BookingResult(Outcome(answered.outcome), submission=answered)
        is_closed = not event.takes_bookings or event.is_cancelled_or_postponed or event.booking_is_over
        if is_closed and not by_editor:
            return BookingResult(Outcome.CLOSED)
        outcome = _get_outcome(event)
        if submission:
            answered = BookingSubmission.objects.create(
                form_id=submission, event=event, outcome=outcome.value, email=email
            )
        known = event.bookings.active().for_email(email).first()
        if known:
            _resend_email(known)
        if known or outcome == Outcome.FULL:
            return BookingResult(outcome, known, answered)
        booking = Booking.objects.create(
            event=event,
            name=name,
            email=email,
            access_needs=access_needs,
            answers=list(answers),
            status=outcome.value,
            confirm_by=get_deadline(event) if event.confirm_addresses and not by_editor else None,
        )
        enqueue_email(booking, BookingEmail.Kind.ADDRESS if booking.is_unconfirmed else _get_kind(booking))
        _promote_waiting_list(event)
        return BookingResult(outcome, booking, answered)


def _get_kind(booking: Booking) -> BookingEmail.Kind:
    """Return the kind of e-mail that tells somebody what they have."""
    return BookingEmail.Kind(booking.status)


def _resend_email(booking: Booking) -> None:
    # An address that is not confirmed may be a stranger's, who gets one e-mail and no other.
    if booking.is_unconfirmed:
        return
    if not booking.emails.filter(created_at__gt=timezone.now() - RESEND_AFTER).exists():
        enqueue_email(booking, _get_kind(booking))


def confirm_address(booking: Booking) -> bool:
    """Make a booking count whose address is confirmed, and write what they have. Returns False if it is already."""
    with lock_event(booking.event_id) as event:
        held = event.bookings.active().filter(pk=booking.pk, confirm_by__isnull=False).first()
        if held is None:
            return False
        held.confirm_by = None
        held.save(update_fields=["confirm_by"])
        enqueue_email(held, _get_kind(held))
        return True


@every(timedelta(minutes=1))
def release_unconfirmed() -> None:
    """Delete the bookings whose address was not confirmed in time. Their places go to the waiting list."""
    for event_id in list(Booking.objects.unconfirmed_in_time().order_by().values_list("event", flat=True).distinct()):
        with lock_event(event_id) as event:
            event.bookings.unconfirmed_in_time().delete()
            _promote_waiting_list(event)


def cancel(booking: Booking) -> bool:
    """Cancel a booking; its place goes to the waiting list. Returns False if it was cancelled before."""
    with lock_event(booking.event_id) as event:
        active = event.bookings.active().filter(pk=booking.pk).first()
        if active is None:
            return False
        if active.is_unconfirmed:
            active.emails.filter(sent_at=None).delete()
        else:
            enqueue_email(active, BookingEmail.Kind.CANCELLED)
        active.status, active.cancelled_at = Booking.Status.CANCELLED, timezone.now()
        active.save(update_fields=["status", "cancelled_at"])
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
