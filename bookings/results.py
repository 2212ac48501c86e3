"""The result of a booking: what somebody who books gets."""

from dataclasses import dataclass
from enum import StrEnum

from .models import Booking


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True)
class BookingResult:
    """The outcome to show to the sender of the form. ``booking`` is None if the event is full or booking is closed."""

    outcome: Outcome
    booking: Booking | None = None
