from .event import EventPage, EventSpeaker
from .listings import EventIndexPage, EventSeries
from .location import Venue

__all__ = [
    "EventIndexPage",
    "EventPage",
    "EventSeries",
    "EventSpeaker",
    "Venue",
]
