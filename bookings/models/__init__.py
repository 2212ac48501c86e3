from .booking import (
    Booking,
    BookingEmail,
    BookingMessage,
    BookingQuerySet,
    BookingQuestion,
    BookingSubmission,
    BookingTotals,
)
from .changes import EventChange, NoticeChoice

__all__ = [
    "Booking",
    "BookingEmail",
    "BookingMessage",
    "BookingQuerySet",
    "BookingQuestion",
    "BookingSubmission",
    "BookingTotals",
    "EventChange",
    "NoticeChoice",
]
