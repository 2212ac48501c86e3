"""Making, cancelling and promoting bookings. The only place that does, and always under the event's lock.

Never more people have a place than there are places; whoever waits gets one in the order of coming. What each is told
is written into the outbox (``BookingEmail``) in the same transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from .models import Booking, BookingEmail
from .outbox import owe

# Sending the form again sends the e-mail again, but nobody can fill somebody's letter box that way.
RESEND_AFTER = timedelta(minutes=10)


class Outcome(StrEnum):
    """What somebody who books now gets."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True)
class Receipt:
    """``outcome`` is what may be shown to whoever sent the form; ``booking`` is None where there was nothing to get."""

    outcome: Outcome
    booking: Booking | None = None


@contextmanager
def locked(event_id: int) -> Iterator:
    """Yield the event as it is published, locked until the transaction ends: whoever books next waits here."""
    model = apps.get_model("events", "EventPage")
    with transaction.atomic():
        yield model.objects.defer_streamfields().select_for_update(of=("self",)).get(pk=event_id)


def _places_left(event) -> int | None:
    """Return how many places nobody has; None when there is no limit."""
    if event.capacity is None:
        return None
    return max(0, event.capacity - event.bookings.confirmed().count())


def _outcome(event) -> Outcome:
    """Return what a newcomer gets: nobody overtakes the queue, or takes what an editor holds back."""
    held_back = event.status == event.Status.FULL
    if not held_back and _places_left(event) != 0 and not event.bookings.waiting().exists():
        return Outcome.CONFIRMED
    return Outcome.WAITING if event.waiting_list else Outcome.FULL


def _settle(event) -> None:
    """Give free places to those who wait, and note whether a newcomer would find one."""
    if event.gives_places:
        # A slice up to None is the whole queue.
        for booking in event.bookings.waiting()[: _places_left(event)]:
            _give_place(booking)
    full = event.takes_bookings and event.capacity is not None
    full = full and (_places_left(event) == 0 or event.bookings.waiting().exists())
    type(event).objects.filter(pk=event.pk).update(fully_booked=full)


def _give_place(booking: Booking) -> None:
    booking.status = Booking.Status.CONFIRMED
    booking.save(update_fields=["status"])
    owe(booking, BookingEmail.Kind.PROMOTED)


def settle(event_id: int) -> None:
    """Follow a change of the event itself, such as more places."""
    with locked(event_id) as event:
        _settle(event)


def book(
    event_id: int,
    *,
    name: str,
    email: str,
    access_needs: str = "",
    answers: list[dict] = (),
    submission: UUID | None = None,
    by_hand: bool = False,
) -> Receipt:
    """Book a place, or one in the queue.

    Whoever has booked already keeps what they have and gets their e-mail again. The outcome shown is then that of a
    newcomer, so that nobody learns who has booked; only the same form sent twice (``submission``) is told its own.
    ``by_hand`` is an editor at work: booking need not be open.
    """
    with locked(event_id) as event:
        known = event.bookings.active().of(email).first()
        if known and submission and known.submission == submission:
            return Receipt(Outcome(known.status), known)
        if not by_hand and (not event.takes_bookings or not event.goes_ahead or event.booking_is_over):
            return Receipt(Outcome.CLOSED)
        outcome = _outcome(event)
        if known:
            _send_again(known)
            return Receipt(outcome, known)
        if outcome == Outcome.FULL:
            return Receipt(outcome)
        booking = Booking.objects.create(
            event=event,
            name=name,
            email=email,
            access_needs=access_needs,
            answers=list(answers),
            submission=submission,
            status=outcome.value,
        )
        owe(booking, BookingEmail.Kind(booking.status))
        _settle(event)
        return Receipt(outcome, booking)


def _send_again(booking: Booking) -> None:
    if not booking.emails.filter(created_at__gt=timezone.now() - RESEND_AFTER).exists():
        owe(booking, BookingEmail.Kind(booking.status))


def cancel(booking: Booking) -> bool:
    """Give a place back; the first in the queue gets it. Returns whether there was anything left to cancel."""
    with locked(booking.event_id) as event:
        cancelled = event.bookings.active().filter(pk=booking.pk)
        if not cancelled.update(status=Booking.Status.CANCELLED, cancelled_at=timezone.now()):
            return False
        owe(booking, BookingEmail.Kind.CANCELLED)
        _settle(event)
        return True


def promote(booking: Booking) -> bool:
    """Give a free place to somebody who waits, whoever is before them. Returns whether there was one."""
    with locked(booking.event_id) as event:
        waiting = event.bookings.waiting().filter(pk=booking.pk).first()
        if waiting is None or _places_left(event) == 0:
            return False
        _give_place(waiting)
        _settle(event)
        return True


def erase(booking: Booking) -> bool:
    """Delete somebody's data before its time, as they may ask. Their place goes to the first in the queue."""
    from .retention import delete_bookings

    with locked(booking.event_id) as event:
        delete_bookings(event, event.bookings.filter(pk=booking.pk))
        _settle(event)
    return True
