"""Events of The Events Calendar, a plugin, become event pages: times, place, organisers, status.

Its custom fields: https://docs.theeventscalendar.com (``_EventStartDate`` and the like, local to ``_EventTimezone``).
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from events.models import EventPage
from events.times import is_timezone, read_clock

from ..converting.bodies import plain_text
from ..converting.records import Conversion
from ..reading.php import NotSerialised, unserialize
from ..reading.records import Item, parse_date, parse_gmt
from .addresses import AddressBook
from .fields import fill_common, image_of
from .venues import ONLINE_NAMES

TRUE = {"1", "yes", "true", "on"}
STATUSES = {
    "canceled": EventPage.Status.CANCELLED,
    "cancelled": EventPage.Status.CANCELLED,
    "postponed": EventPage.Status.POSTPONED,
    "moved-online": EventPage.Status.ONLINE,
}
CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD"}
PRICE = re.compile(r"^\s*([£€$]?)\s*(\d{1,6}(?:[.,]\d{2})?)\s*([£€$]?)\s*$")
URL_LENGTH = 200
USUAL_LENGTH = timedelta(hours=1)


def fill_event(event: EventPage, item: Item, conversion: Conversion, book: AddressBook, notes: list[str]) -> None:
    """Write an item into an event. ``notes`` takes what an editor should know."""
    fill_common(event, item, conversion, book, notes)
    _fill_times(event, item, notes)
    _fill_status(event, item, notes)
    _fill_place(event, item, book, notes)
    _fill_organisers(event, item, book, notes)
    _fill_price(event, item)
    event.listing_image_id = image_of(item.get_meta("_thumbnail_id"), book)
    if tags := [term.name or term.slug for term in item.terms_of("post_tag")]:
        notes.append(_("events have no tags here; it had: %(tags)s") % {"tags": ", ".join(tags)})
    if not book.records.dry_run:
        event.topics = book.topics.of([*item.terms_of("tribe_events_cat"), *item.terms_of("category")])


def _fill_times(event: EventPage, item: Item, notes: list[str]) -> None:
    zone = item.get_meta("_EventTimezone")
    if not is_timezone(zone):
        if zone:
            notes.append(_("its time zone “%(zone)s” has no name; it is read by the site's clocks") % {"zone": zone})
        zone = settings.TIME_ZONE
    event.timezone = zone
    event.all_day = item.get_meta("_EventAllDay").lower() in TRUE
    event.starts_at = _moment(item, "_EventStartDate", zone)
    event.ends_at = _moment(item, "_EventEndDate", zone)
    if event.starts_at is None:
        notes.append(_("it has no date; write one and publish it"))
    elif event.ends_at is None or event.ends_at <= event.starts_at:
        event.ends_at = event.starts_at + (_duration(item) or USUAL_LENGTH)
        if not event.all_day:
            notes.append(_("it had no end; it ends where its length, or an hour, says"))


def _moment(item: Item, key: str, zone: str) -> datetime | None:
    """The instant of a field: in UTC where the export says so, else read off the clocks of the event's zone."""
    if is_timezone(item.get_meta("_EventTimezone")) and (moment := parse_gmt(item.get_meta(f"{key}UTC"))):
        return moment
    clock = parse_date(item.get_meta(key))
    return clock and read_clock(clock, zone)


def _duration(item: Item) -> timedelta | None:
    seconds = item.get_meta("_EventDuration")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() and 0 < int(seconds) < 10**8 else None


def _fill_status(event: EventPage, item: Item, notes: list[str]) -> None:
    status = (item.get_meta("_tribe_events_status") or item.get_meta("_tribe_events_control_status")).lower()
    event.status = STATUSES.get(status, EventPage.Status.SCHEDULED)
    reason = plain_text(item.get_meta("_tribe_events_status_reason")).strip()
    if reason and event.status != EventPage.Status.SCHEDULED:
        event.status_reason = reason[:255]
    elif status and status not in STATUSES and status != "scheduled":
        notes.append(_("its status “%(status)s” is not known here") % {"status": status})


def _fill_place(event: EventPage, item: Item, book: AddressBook, notes: list[str]) -> None:
    event.booking_url = address_or_note(item.get_meta("_EventURL"), notes)
    event.online_url = address_or_note(item.get_meta("_tribe_events_virtual_url"), notes)
    venue = book.survey.supporting.get(first_number(item.get_meta("_EventVenueID")))
    is_online = item.get_meta("_tribe_events_is_virtual").lower() in TRUE or bool(event.online_url)
    if venue is None or venue.title.strip().casefold() in ONLINE_NAMES:
        event.venue_id = None
        is_online = is_online or venue is not None
    else:
        event.venue_id = book.venues.of(venue)
    in_person = event.venue_id is not None
    Attendance = EventPage.Attendance  # noqa: N806 - a class
    event.attendance = (
        Attendance.HYBRID if in_person and is_online else Attendance.ONLINE if is_online else Attendance.IN_PERSON
    )
    if is_online and not (event.online_url or event.booking_url):
        event.online_url = item.link[:URL_LENGTH] if address_or_note(item.link, []) else ""
        notes.append(_("it took place online and had no link; the link is its old address"))
    if not in_person and not is_online and not event.place:
        event.place = _("Place to be announced")
        notes.append(_("it had no venue; its place says that it is to be announced"))


def _fill_organisers(event: EventPage, item: Item, book: AddressBook, notes: list[str]) -> None:
    organisers = [
        organiser
        for number in numbers(item.meta.get("_EventOrganizerID", []))
        if (organiser := book.survey.supporting.get(number))
    ]
    names = list(dict.fromkeys(plain_text(organiser.title).strip() for organiser in organisers))
    event.organiser = ", ".join(filter(None, names))[:255]
    sites = (address_or_note(organiser.get_meta("_OrganizerWebsite"), notes) for organiser in organisers)
    event.organiser_url = next(filter(None, sites), "")


def _fill_price(event: EventPage, item: Item) -> None:
    cost = plain_text(item.get_meta("_EventCost")).strip()
    symbol = item.get_meta("_EventCurrencySymbol")
    if cost.casefold() in {"free", "0"}:
        event.price = Decimal(0)
    elif found := PRICE.match(cost):
        try:
            event.price = Decimal(found[2].replace(",", "."))
        except InvalidOperation:
            event.price_note = cost[:255]
        event.currency = CURRENCIES.get(found[1] or found[3] or symbol, event.currency)
    elif cost:
        event.price_note = cost[:255]


def address_or_note(url: str, notes: list[str]) -> str:
    """Return an address that the site can keep, or nothing and a note of it."""
    url = url.strip()
    if not url:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        notes.append(_("its link is no address: %(url)s") % {"url": url[:300]})
        return ""
    if len(url) > URL_LENGTH:
        notes.append(_("its link is too long to be kept: %(url)s") % {"url": url})
        return ""
    return url


def first_number(text: str) -> int | None:
    return next(iter(numbers([text])), None)


def numbers(values: list[str]) -> list[int]:
    """Return the numbers in custom fields: plain, parted by commas, or as a PHP array."""
    found = []
    for value in values:
        try:
            unpacked = unserialize(value)
        except NotSerialised:
            unpacked = dict(enumerate(value.split(",")))
        listed = unpacked.values() if isinstance(unpacked, dict) else [unpacked]
        found += [int(number) for number in map(str, listed) if number.strip().isdecimal()]
    return list(dict.fromkeys(found))
