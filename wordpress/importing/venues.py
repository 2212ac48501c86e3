"""Venues of The Events Calendar become venues."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conversion.html.tree import plain_text
from events.models import Venue

from ..models import ImportedItem
from ..reading.records import Item
from .records import NEW, Records

# What people call a place that is none.
ONLINE_NAMES = {
    "online",
    "virtual",
    "webinar",
    "zoom",
    "on zoom",
    "microsoft teams",
    "teams",
    "online event",
    "virtual event",
}
FIELDS = {
    "street_address": ("_VenueAddress",),
    "locality": ("_VenueCity",),
    "region": ("_VenueStateProvince", "_VenueProvince", "_VenueState"),
    "postal_code": ("_VenueZip",),
    "country": ("_VenueCountry",),
}
# The plugin asks for a website only; some wrote a map's address there.
MAP = re.compile(r"(?<![a-z])maps?(?![a-z])|openstreetmap|//osm\.", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[/:?#]\S*)?")
POINT = {"latitude": "_VenueLat", "longitude": "_VenueLng"}


class Venues:
    """Finds the venue of an event: what it became before, one of that name and town, or a new one."""

    def __init__(self, records: Records):
        self.records = records

    def of(self, item: Item) -> int | None:
        """Return the primary key of the venue that a ``tribe_venue`` is here. None in a dry run for a new one."""
        key = f"post:{item.id}"
        known = self.records.get(key)
        if known and known.is_done:
            return known.venue
        venue = venue_of(item)
        same = Venue.objects.filter(name__iexact=venue.name, locality__iexact=venue.locality).first()
        account = {"kind": item.type, "key": key, "title": venue.name, "outcome": NEW, "reason": ""}
        values = {"title": venue.name, "state": ImportedItem.State.DONE, "account": account}
        if same:
            account["reason"] = _not_added(venue, same)
            return self.records.write(key, item.type, venue_id=same.pk, made_here=False, **values).venue
        if self.records.dry_run:
            return None
        with transaction.atomic():
            venue.save()
            return self.records.write(key, item.type, made=venue, venue_id=venue.pk, made_here=True, **values).venue


def venue_of(item: Item) -> Venue:
    """Return an unsaved venue with what a ``tribe_venue`` says, as far as it is valid."""
    venue = Venue(name=plain_text(item.title).strip()[:255] or "?")
    for name, keys in FIELDS.items():
        value = plain_text(next(filter(None, (item.get_meta(key) for key in keys)), "")).strip()
        setattr(venue, name, value[: Venue._meta.get_field(name).max_length])
    website = plain_text(item.get_meta("_VenueURL")).strip()
    venue.map_url = website if MAP.search(website) else ""
    venue.directions = "\n".join(filter(None, (plain_text(item.content).strip(), *_contacts(item, website))))
    for name, key in POINT.items():
        try:
            setattr(venue, name, round(Decimal(item.get_meta(key)), 6))
        except InvalidOperation:
            setattr(venue, name, None)
    try:
        venue.full_clean()
    except ValidationError as error:
        # A wrong link or point on the map is left out, so that an editor can save the venue.
        if "map_url" in error.error_dict:
            venue.map_url = ""
        for name in {*error.error_dict} & {*POINT}:
            setattr(venue, name, None)
    if None in (venue.latitude, venue.longitude):
        venue.latitude = venue.longitude = None
    return venue


def _contacts(item: Item, website: str) -> Iterator[str]:
    """Yield what visitors may need and a venue has no field for, as lines to be read."""
    if phone := plain_text(item.get_meta("_VenuePhone")).strip():
        yield _("Telephone: %(number)s") % {"number": phone}
    if ADDRESS.fullmatch(website) and not MAP.search(website):
        yield _("Website: %(address)s") % {"address": website}


def _not_added(venue: Venue, same: Venue) -> str:
    """Say what the old site told of a venue that is here already, and is not told here."""
    told = [line for line in venue.directions.splitlines() if line not in same.directions]
    reason = _("there is a venue of that name already")
    return (
        _("%(reason)s; not added to it: %(words)s") % {"reason": reason, "words": "; ".join(told)} if told else reason
    )
