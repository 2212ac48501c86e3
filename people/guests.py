"""Guests: who is named but has no page here, where, and how one becomes a person of this site everywhere.

A guest is a name: “Dr Mina Ahlberg” and “Mina Ahlberg, PhD” are one (``names.split_name``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page, Revision, get_page_models

from content.models import BasePage
from content.references.rewrite import rewrite_revisions, rewrite_stored
from content.references.usage import get_publishable_revisions
from content.references.walk import Change, Holder, rewrite_block, rewrite_record

from .blocks import AttributionBlock
from .credits import Credit
from .models import PersonPage
from .names import split_name

#: Logged of each page in which a guest's name became a person.
BECAME_PERSON = "roundtable.guest"

# Finds stored text in which somebody may be named: a name that is not empty.
NAMED = r'"name\\?": \\?"[^"\\]'


def is_attribution(holder: Holder) -> bool:
    """Whether ``holder`` names somebody: a quote or speaker block, or a byline or speaker of a page."""
    return isinstance(holder, AttributionBlock) or (isinstance(holder, type) and issubclass(holder, Credit))


def is_guest(holder: Holder, value) -> bool:
    return is_attribution(holder) and not value.get("person") and bool((value.get("name") or "").strip())


@dataclass
class GuestLocation:
    """A page that names a guest: so often as published or stored, and so often in a version that may be published."""

    page: Page | None = None
    stored: int = 0
    draft: int = 0

    @property
    def times(self) -> int:
        return max(self.stored, self.draft)

    @property
    def is_live(self) -> bool:
        return bool(self.stored) and self.page.live

    @property
    def is_draft(self) -> bool:
        return not self.is_live or (self.draft != self.stored and bool(self.draft))


@dataclass
class Guest:
    key: str
    spellings: Counter = field(default_factory=Counter)
    places: dict[int, GuestLocation] = field(default_factory=lambda: defaultdict(GuestLocation))

    @property
    def name(self) -> str:
        """The spelling that is used most."""
        return max(self.spellings, key=lambda name: (self.spellings[name], len(name)))

    @property
    def times(self) -> int:
        return sum(place.times for place in self.places.values())

    @property
    def pages(self) -> list[GuestLocation]:
        return sorted(self.places.values(), key=lambda place: str(place.page).casefold())


def _collector(names: list[str]) -> Change:
    def collect(holder: Holder, value):
        if is_guest(holder, value):
            names.append(value["name"].strip())
        return value

    return collect


def _stored_names() -> Iterator[tuple[int, list[str]]]:
    """Yield the pages that name guests as they are stored, with the names: in bodies, then in bylines and the like."""
    for model in get_page_models():
        if not issubclass(model, BasePage):
            continue
        for stream in (f for f in model._meta.get_fields() if isinstance(f, StreamField)):
            rows = model.objects.alias(text=Cast(stream.name, TextField())).filter(text__regex=NAMED)
            for pk, body in rows.values_list("pk", stream.name).iterator(chunk_size=200):
                names = []
                rewrite_block(stream.stream_block, body.get_prep_value(), _collector(names))
                yield pk, names
    for model in Credit.__subclasses__():
        for pk, name in model.objects.filter(person=None).exclude(name="").values_list("page", "name"):
            yield pk, [name.strip()]


def _draft_names() -> Iterator[tuple[int, list[str]]]:
    text = Cast("content", TextField())
    revisions = get_publishable_revisions().alias(text=text).filter(text__regex=NAMED)
    for revision in revisions.select_related("content_type").order_by("pk").iterator(chunk_size=50):
        names, model = [], revision.content_type.model_class()
        if model:
            rewrite_record(model, revision.content, _collector(names))
            yield int(revision.object_id), names


def find_guests() -> list[Guest]:
    """Return all guests, those that are named most first."""
    guests: dict[str, Guest] = {}
    for count, found in (("stored", _stored_names()), ("draft", _draft_names())):
        for pk, names in found:
            for name in names:
                if key := split_name(name).key:
                    guest = guests.setdefault(key, Guest(key))
                    guest.spellings[name] += 1
                    place = guest.places[pk]
                    setattr(place, count, getattr(place, count) + 1)
    pages = Page.objects.in_bulk({pk for guest in guests.values() for pk in guest.places})
    for guest in guests.values():
        guest.places = {pk: place for pk, place in guest.places.items() if pk in pages}
        for pk, place in guest.places.items():
            place.page = pages[pk]
    return sorted((guest for guest in guests.values() if guest.places), key=lambda guest: (-guest.times, guest.key))


def find_guest(key: str) -> Guest | None:
    return next((guest for guest in find_guests() if guest.key == key), None)


def get_obstacle(place: GuestLocation, user) -> str:
    """Return why ``user`` may not change a page that names a guest: ``"locked"`` or ``"permission"``, or nothing."""
    permissions = place.page.permissions_for_user(user)
    if place.page.locked:
        return "locked"
    may = permissions.can_publish() if place.page.live else permissions.can_edit()
    return "" if may else "permission"


def replace_guest(key: str, person: PersonPage) -> Change:
    """Return the change that chooses ``person`` where the guest ``key`` is named. Role and organisation stay."""

    def change(holder: Holder, value):
        if is_guest(holder, value) and split_name(value["name"]).key == key:
            return value | {"person": person.pk, "name": ""}
        return value

    return change


@transaction.atomic
def make_person(guest: Guest, person: PersonPage, user) -> int:
    """Let ``guest`` be ``person`` on every page that ``user`` may change; return on how many.

    What visitors read, and every version that could be published, changes; older versions keep the name.
    """
    pages = [place.page for place in guest.pages if not get_obstacle(place, user)]
    list(Page.objects.select_for_update().filter(pk__in=[page.pk for page in pages]).order_by("pk"))
    change, changed = replace_guest(guest.key, person), 0
    for page in pages:
        here = Q(object_id=str(page.pk))
        latest_and_live = Revision.page_revisions.filter(here, pk=page.live_revision_id or 0)
        versions = (get_publishable_revisions().filter(here) | latest_and_live).select_related("content_type")
        specific = page.specific
        if rewrite_stored(specific, change) + list(rewrite_revisions(list(versions), change)):
            changed += 1
            data = {"name": guest.name, "person": str(person), "person_id": person.pk}
            log(instance=specific, action=BECAME_PERSON, user=user, data=data, content_changed=True)
    return changed
