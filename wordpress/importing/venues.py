"""Import of the venues of The Events Calendar."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field
from django.utils.translation import gettext as _

from conversion.html.tree import plain_text
from events.models import Venue

from ..models import ImportedItem
from ..reading.records import Item
from .item_records import NEW, ItemRecords

# Titles of venues that are not places.
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
# The plugin has a field for a website only; some editors wrote the address of a map there.
MAP_ADDRESS = re.compile(r"(?<![a-z])maps?(?![a-z])|openstreetmap|//osm\.", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[/:?#]\S*)?")
POINT = {"latitude": "_VenueLat", "longitude": "_VenueLng"}


class Venues:
    """Finds the venue of an event: the one imported before, one of that name and town, or a new one."""

    def __init__(self, records: ItemRecords):
        self.records = records

    def get_or_import(self, item: Item) -> int | None:
        """Return the primary key of the venue for a ``tribe_venue``. None for a new one in a dry run."""
        key = f"post:{item.id}"
        record = self.records.get(key)
        if record and record.is_done:
            return record.venue
        venue = make_venue(item)
        same = Venue.objects.filter(name__iexact=venue.name, locality__iexact=venue.locality).first()
        item_report = {"kind": item.type, "key": key, "title": venue.name, "outcome": NEW, "reason": ""}
        values: dict[str, Any] = {"title": venue.name, "state": ImportedItem.State.DONE, "report": item_report}
        if same:
            item_report["reason"] = _explain_existing(venue, same)
            return self.records.write(key, item.type, venue_id=same.pk, made_here=False, **values).venue
        if self.records.dry_run:
            return None
        with transaction.atomic():
            venue.save()
            return self.records.write(key, item.type, made=venue, venue_id=venue.pk, made_here=True, **values).venue


def make_venue(item: Item) -> Venue:
    """Return an unsaved venue with the data of a ``tribe_venue``, as far as they are valid."""
    venue = Venue(name=plain_text(item.title).strip()[:255] or "?")
    for name, keys in FIELDS.items():
        value = plain_text(next(filter(None, (item.get_meta(key) for key in keys)), "")).strip()
        setattr(venue, name, value[: _get_max_length(name)])
    website = plain_text(item.get_meta("_VenueURL")).strip()
    venue.map_url = website if MAP_ADDRESS.search(website) else ""
    venue.directions = "\n".join(filter(None, (plain_text(item.content).strip(), *_iter_contacts(item, website))))
    for name, key in POINT.items():
        try:
            setattr(venue, name, round(Decimal(item.get_meta(key)), 6))
        except InvalidOperation:
            setattr(venue, name, None)
    try:
        venue.full_clean()
    except ValidationError as error:
        # An invalid link or point is left out, so that an editor can save the venue.
        if "map_url" in error.error_dict:
            venue.map_url = ""
        for name in {*error.error_dict} & {*POINT}:
            setattr(venue, name, None)
    if None in (venue.latitude, venue.longitude):
        venue.latitude = venue.longitude = None
    return venue


def _get_max_length(name: str) -> int | None:
    field = Venue._meta.get_field(name)
    return field.max_length if isinstance(field, Field) else None


def _iter_contacts(item: Item, website: str) -> Iterator[str]:
    """Yield, as lines of text, what visitors may need and a venue has no field for."""
    if phone := plain_text(item.get_meta("_VenuePhone")).strip():
        yield _("Telephone: %(number)s") % {"number": phone}
    if WEB_ADDRESS.fullmatch(website) and not MAP_ADDRESS.search(website):
        yield _("Website: %(address)s") % {"address": website}


def _explain_existing(venue: Venue, same: Venue) -> str:
    """Return the reason for an existing venue, with the old site's details that are not added to it."""
    missing = [line for line in venue.directions.splitlines() if line not in same.directions]
    reason = _("there is a venue of that name already")
    return (
        _("%(reason)s; not added to it: %(words)s") % {"reason": reason, "words": "; ".join(missing)}
        if missing
        else reason
    )
