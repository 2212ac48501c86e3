from .event import EventPage, EventSpeaker
from .listings import EventIndexPage, EventSeries

__all__ = ["EventIndexPage", "EventPage", "EventSeries", "EventSpeaker"]
