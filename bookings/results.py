"""The result of a booking: what somebody who books gets."""

from dataclasses import dataclass
from enum import StrEnum

from .models import Booking, BookingSubmission


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True)
class BookingResult:
    """The outcome to show to the sender of the form.

    ``booking`` is None if the event is full, booking is closed, or the same form was answered before. ``submission`` is
    the form that was answered, if one was sent.
    """

    outcome: Outcome
    booking: Booking | None = None
    submission: BookingSubmission | None = None
