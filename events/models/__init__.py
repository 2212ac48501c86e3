from ..booking.models import Booking, BookingEmail, BookingMessage, BookingQuestion, BookingTotals
from .event import EventPage, EventSpeaker
from .listings import EventIndexPage, EventSeries
from .location import Venue

__all__ = [
    "Booking",
    "BookingEmail",
    "BookingMessage",
    "BookingQuestion",
    "BookingTotals",
    "EventIndexPage",
    "EventPage",
    "EventSeries",
    "EventSpeaker",
    "Venue",
]
