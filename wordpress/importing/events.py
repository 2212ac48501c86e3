"""Events of The Events Calendar become event pages."""

from events.models import EventPage

from ..converting.records import Conversion
from ..reading.records import Item
from .addresses import AddressBook
from .fields import fill_common


def fill_event(event: EventPage, item: Item, conversion: Conversion, book: AddressBook, notes: list[str]) -> None:
    fill_common(event, item, conversion, book, notes)
