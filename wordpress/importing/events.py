"""Import of events of The Events Calendar, a plugin: times, place, organisers, status.

Its custom fields: https://docs.theeventscalendar.com (``_EventStartDate`` and the like, local to ``_EventTimezone``).
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from conversion.html.tree import plain_text
from conversion.results import Conversion
from core.dates.zones import parse_local_time
from events.models import EventPage
from events.times import is_timezone

from ..reading.build import parse_integer
from ..reading.php import NotSerialisedError, unserialize
from ..reading.records import Item, parse_date, parse_gmt
from .addresses import AddressLookup
from .fields import fill_common, find_image_of
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
OFFSET = re.compile(r"(?:UTC|GMT)(?P<sign>[+-])(?P<hours>\d{1,2})(?:(?P<mark>[:.])(?P<part>\d{1,2}))?$")
# Serialised PHP values that hold no rule.
NO_RECURRENCE = {"", "a:0:{}", "b:0;", "N;", 'a:1:{s:5:"rules";a:0:{}}'}
PLACE_FIELDS = ("_EventVenue", "_EventAddress", "_EventCity", "_EventZip", "_EventCountry")
MAX_URL_LENGTH = 200
DEFAULT_DURATION = timedelta(hours=1)


def fill_event(event: EventPage, item: Item, conversion: Conversion, lookup: AddressLookup, notes: list[str]) -> None:
    """Write an item into an event. What an editor should know is added to ``notes``."""
    fill_common(event, item, conversion, lookup, notes)
    _fill_times(event, item, notes)
    _fill_status(event, item, notes)
    _fill_place(event, item, lookup, notes)
    _fill_organisers(event, item, lookup, notes)
    _fill_price(event, item)
    event.listing_image_id = find_image_of(item.get_meta("_thumbnail_id"), lookup)
    if tags := [term.name or term.slug for term in item.terms_of("post_tag")]:
        notes.append(_("events have no tags here; it had: %(tags)s") % {"tags": ", ".join(tags)})
    if not lookup.records.dry_run:
        event.topics = lookup.topics.find_all([*item.terms_of("tribe_events_cat"), *item.terms_of("category")])


def _fill_times(event: EventPage, item: Item, notes: list[str]) -> None:
    named = item.get_meta("_EventTimezone").strip()
    event.timezone = named if is_timezone(named) else settings.TIME_ZONE
    event.all_day = item.get_meta("_EventAllDay").lower() in TRUE
    event.starts_at = _read_moment(item, "_EventStartDate", event.timezone, notes)
    event.ends_at = _read_moment(item, "_EventEndDate", event.timezone, notes)
    if event.starts_at is None:
        notes.append(_("it has no date; write one and publish it"))
        return
    if named and not is_timezone(named):
        clock = f"{parse_date(item.get_meta('_EventStartDate')):%H:%M}"
        values = {"clock": clock, "zone": named}
        notes.append(_("it began at %(clock)s %(zone)s; its time is shown by the clocks of this site") % values)
    if event.ends_at is None or event.ends_at <= event.starts_at:
        if not event.all_day:
            notes.append(_("it ended before it began, or had no end; it ends where its length, or an hour, says"))
        event.ends_at = event.starts_at + (_duration(item) or DEFAULT_DURATION)
    if item.get_meta("_EventRecurrence").strip() not in NO_RECURRENCE:
        notes.append(_("it recurred; only the date that the export gives is here"))


def _read_moment(item: Item, key: str, zone: str, notes: list[str]) -> datetime | None:
    """Return the moment in a field: in UTC if the export gives it, else local time in the event's time zone."""
    zone_name = item.get_meta("_EventTimezone").strip()
    offset = _parse_offset(zone_name)
    if (is_timezone(zone_name) or offset) and (moment := parse_gmt(item.get_meta(f"{key}UTC"))):
        return moment
    clock = parse_date(item.get_meta(key))
    if clock is None or offset:
        return clock and clock.replace(tzinfo=offset).astimezone(UTC)
    try:
        return parse_local_time(clock, zone)
    except ValidationError as error:
        notes += error.messages
        return clock.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _parse_offset(zone: str) -> tzinfo | None:
    """Return the fixed offset of a WordPress time zone such as ``UTC+2``, ``UTC-3:30``, ``UTC+5.5``."""
    found = OFFSET.match(zone)
    if not found:
        return None
    hours, part = int(found["hours"]), found["part"] or "0"
    minutes = 60 * hours + (int(part) if found["mark"] == ":" else round(60 * float(f"0.{part}")))
    return fixed_zone(timedelta(minutes=-minutes if found["sign"] == "-" else minutes)) if minutes < 24 * 60 else None


def _duration(item: Item) -> timedelta | None:
    seconds = parse_integer(item.get_meta("_EventDuration")) or 0
    return timedelta(seconds=seconds) if 0 < seconds < 10**8 else None


def _fill_status(event: EventPage, item: Item, notes: list[str]) -> None:
    status = (item.get_meta("_tribe_events_status") or item.get_meta("_tribe_events_control_status")).lower()
    event.status = STATUSES.get(status, EventPage.Status.SCHEDULED)
    reason = plain_text(item.get_meta("_tribe_events_status_reason")).strip()
    if reason and event.status != EventPage.Status.SCHEDULED:
        event.status_reason = reason[:255]
    elif status and status not in STATUSES and status != "scheduled":
        notes.append(_("its status “%(status)s” is not known here") % {"status": status})


def _fill_place(event: EventPage, item: Item, lookup: AddressLookup, notes: list[str]) -> None:
    event.booking_url = validate_address(item.get_meta("_EventURL"), notes)
    event.online_url = validate_address(item.get_meta("_tribe_events_virtual_url"), notes)
    venue_id = read_first_id(item.get_meta("_EventVenueID"))
    venue = lookup.scan.supporting.get(venue_id) if venue_id is not None else None
    is_online = item.get_meta("_tribe_events_is_virtual").lower() in TRUE or bool(event.online_url)
    if venue is None or venue.title.strip().casefold() in ONLINE_NAMES:
        event.venue_id = None
        is_online = is_online or venue is not None
    else:
        event.venue_id = lookup.venues.get_or_import(venue)
    if event.venue_id is None and not is_online:
        event.place = _read_place(item)
        if phone := plain_text(item.get_meta("_EventPhone")).strip():
            notes.append(_("the telephone number of its place has no place here: %(number)s") % {"number": phone})
    in_person = event.venue_id is not None
    Attendance = EventPage.Attendance  # noqa: N806 - a class
    event.attendance = (
        Attendance.HYBRID if in_person and is_online else Attendance.ONLINE if is_online else Attendance.IN_PERSON
    )
    if is_online and not (event.online_url or event.booking_url):
        event.online_url = item.link[:MAX_URL_LENGTH] if validate_address(item.link, []) else ""
        notes.append(_("it took place online and had no link; the link is its old address"))
    if not in_person and not is_online and not event.place:
        if event.ends_at and event.ends_at < timezone.now():
            event.place = _("Place not recorded")
            notes.append(_("it had no venue; its place says that none was recorded"))
        else:
            event.place = _("Place to be announced")
            notes.append(_("it had no venue; its place says that it is to be announced"))


def _read_place(item: Item) -> str:
    """Return the place from fields of the event itself, where the first versions of the plugin stored it."""
    fields = (plain_text(item.get_meta(key)).strip() for key in PLACE_FIELDS)
    return ", ".join(dict.fromkeys(filter(None, fields)))[:255]


def _fill_organisers(event: EventPage, item: Item, lookup: AddressLookup, notes: list[str]) -> None:
    organisers = [
        organiser
        for number in read_ids(item.meta.get("_EventOrganizerID", []))
        if (organiser := lookup.scan.supporting.get(number))
    ]
    names = list(dict.fromkeys(plain_text(organiser.title).strip() for organiser in organisers))
    names = names or [plain_text(item.get_meta("_EventOrganizer")).strip()]
    event.organiser = ", ".join(filter(None, names))[:255]
    sites = [validate_address(organiser.get_meta("_OrganizerWebsite"), notes) for organiser in organisers]
    event.organiser_url = next(filter(None, sites), "")
    for organiser, site in zip(organisers, sites, strict=True):
        _note_organiser(organiser, "" if site == event.organiser_url else site, notes)


def _note_organiser(organiser: Item, site: str, notes: list[str]) -> None:
    """Note for the editor what an event has no field for. The editor decides whether to show an e-mail address."""
    contacts = [plain_text(organiser.get_meta(key)).strip() for key in ("_OrganizerPhone", "_OrganizerEmail")]
    if words := "; ".join(filter(None, [*contacts, site, plain_text(organiser.content).strip()])):
        values = {"name": plain_text(organiser.title).strip(), "words": words[:600]}
        notes.append(_("what the old site told of %(name)s has no place here: “%(words)s”") % values)


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


def validate_address(url: str, notes: list[str]) -> str:
    """Return an address that a field can hold; otherwise return an empty text and add a note."""
    url = url.strip()
    if not url:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        notes.append(_("its link is no address: %(url)s") % {"url": url[:300]})
        return ""
    if len(url) > MAX_URL_LENGTH:
        notes.append(_("its link is too long to be kept: %(url)s") % {"url": url})
        return ""
    return url


def read_first_id(text: str) -> int | None:
    return next(iter(read_ids([text])), None)


def read_ids(values: list[str]) -> list[int]:
    """Return the ids in custom fields: plain, separated by commas, or as a serialised PHP array."""
    found: list[int] = []
    for value in values:
        try:
            unpacked = unserialize(value)
        except NotSerialisedError:
            unpacked = dict(enumerate(value.split(",")))
        listed = unpacked.values() if isinstance(unpacked, dict) else [unpacked]
        found += filter(None, map(parse_integer, map(str, listed)))
    return list(dict.fromkeys(found))
