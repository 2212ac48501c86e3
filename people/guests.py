"""Guests: people who are named but have no page, and their conversion to a person of this site on all pages.

A guest is identified by their name: “Dr Mina Ahlberg” and “Mina Ahlberg, PhD” are one (``NameParts.key``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

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

#: The log action of each page on which a guest was replaced by a person.
BECAME_PERSON = "roundtable.guest"

# A regular expression for stored text that may name a guest: it has a name that is not empty.
GUEST_NAME_PATTERN = r'"name\\?": \\?"[^"\\]'


def is_attribution(holder: Holder) -> bool:
    """Return whether ``holder`` names a person: it is a quote or speaker block, or an author or speaker of a page."""
    return isinstance(holder, AttributionBlock) or (isinstance(holder, type) and issubclass(holder, Credit))


def is_guest(holder: Holder, value: Any) -> bool:
    """Return whether the stored ``value`` of ``holder`` names a guest."""
    return is_attribution(holder) and not value.get("person") and bool((value.get("name") or "").strip())


@dataclass(frozen=True)
class GuestLocation:
    """A page that names a guest, and how often: as stored, and in a version that may still be published."""

    page: Page
    stored: int
    draft: int

    @property
    def times(self) -> int:
        return max(self.stored, self.draft)

    @property
    def is_live(self) -> bool:
        return bool(self.stored) and self.page.live

    @property
    def is_draft(self) -> bool:
        return not self.is_live or (self.draft != self.stored and bool(self.draft))


@dataclass(frozen=True)
class Guest:
    """A guest, with the number of times that each spelling is used, and the locations by title of the page."""

    key: str
    spellings: Counter[str]
    locations: list[GuestLocation]

    @property
    def name(self) -> str:
        """The spelling that is used most."""
        return max(self.spellings, key=lambda name: (self.spellings[name], len(name)))

    @property
    def times(self) -> int:
        return sum(location.times for location in self.locations)

    @property
    def page_titles(self) -> str:
        return ", ".join(str(location.page) for location in self.locations)


def _collect_names(names: list[str]) -> Change:
    """Return a change that changes nothing, but appends the names of guests to ``names``."""

    def collect(holder: Holder, value):
        if is_guest(holder, value):
            names.append(value["name"].strip())
        return value

    return collect


def _iter_stored_names() -> Iterator[tuple[int, list[str]]]:
    """Yield page ids with the names of guests in stored pages: from bodies, then from authors and speakers."""
    for model in get_page_models():
        if not issubclass(model, BasePage):
            continue
        for stream in (f for f in model._meta.get_fields() if isinstance(f, StreamField)):
            rows = model.objects.alias(text=Cast(stream.name, TextField())).filter(text__regex=GUEST_NAME_PATTERN)
            for pk, body in rows.values_list("pk", stream.name).iterator(chunk_size=200):
                names: list[str] = []
                rewrite_block(stream.stream_block, body.get_prep_value(), _collect_names(names))
                yield pk, names
    for model in Credit.__subclasses__():
        for pk, name in model.objects.filter(person=None).exclude(name="").values_list("page", "name"):
            yield pk, [name.strip()]


def _iter_draft_names() -> Iterator[tuple[int, list[str]]]:
    """Yield page ids with the names of guests in versions that may still be published."""
    text = Cast("content", TextField())
    revisions = get_publishable_revisions().alias(text=text).filter(text__regex=GUEST_NAME_PATTERN)
    for revision in revisions.select_related("content_type").order_by("pk").iterator(chunk_size=50):
        names: list[str] = []
        if model := revision.content_type.model_class():
            rewrite_record(model, revision.content, _collect_names(names))
            yield int(revision.object_id), names


def find_guests() -> list[Guest]:
    """Return all guests, the most often named first."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    stored = _count_names(_iter_stored_names(), spellings)
    draft = _count_names(_iter_draft_names(), spellings)
    pages = Page.objects.in_bulk({pk for _key, pk in [*stored, *draft]})
    locations: dict[str, list[GuestLocation]] = defaultdict(list)
    for key, pk in dict.fromkeys([*stored, *draft]):
        if pk in pages:
            locations[key].append(GuestLocation(pages[pk], stored[key, pk], draft[key, pk]))
    guests = [
        Guest(key, spellings[key], sorted(found, key=lambda location: str(location.page).casefold()))
        for key, found in locations.items()
    ]
    return sorted(guests, key=lambda guest: (-guest.times, guest.key))


def _count_names(
    found: Iterable[tuple[int, list[str]]], spellings: dict[str, Counter[str]]
) -> Counter[tuple[str, int]]:
    """Return how often each guest is named on each page, by key and page id. Add each name to ``spellings``."""
    counts: Counter[tuple[str, int]] = Counter()
    for pk, names in found:
        for name in names:
            if key := split_name(name).key:
                spellings[key][name] += 1
                counts[key, pk] += 1
    return counts


def find_guest(key: str) -> Guest | None:
    return next((guest for guest in find_guests() if guest.key == key), None)


def get_obstacle(page: Page, user) -> str:
    """Return why ``user`` may not change a page that names a guest: "locked" or "permission"; empty if they may."""
    if page.locked:
        return "locked"
    permissions = page.permissions_for_user(user)
    may_change = permissions.can_publish() if page.live else permissions.can_edit()
    return "" if may_change else "permission"


def replace_guest(key: str, person: PersonPage) -> Change:
    """Return the change that replaces the guest with this key by ``person``. Role and organisation stay."""

    def change(holder: Holder, value):
        if is_guest(holder, value) and split_name(value["name"]).key == key:
            return value | {"person": person.pk, "name": ""}
        return value

    return change


@transaction.atomic
def convert_to_person(guest: Guest, person: PersonPage, user) -> int:
    """Replace ``guest`` by ``person`` on all pages that ``user`` may change; return the number of changed pages.

    The live version and all versions that may still be published change; older versions keep the name.
    """
    pages = [location.page for location in guest.locations if not get_obstacle(location.page, user)]
    list(Page.objects.select_for_update().filter(pk__in=[page.pk for page in pages]).order_by("pk"))
    change, changed = replace_guest(guest.key, person), 0
    for page in pages:
        of_page = Q(object_id=str(page.pk))
        live = Revision.page_revisions.filter(of_page, pk=page.live_revision_id or 0)
        versions = (get_publishable_revisions().filter(of_page) | live).select_related("content_type")
        specific = page.specific
        if rewrite_stored(specific, change) + list(rewrite_revisions(list(versions), change)):
            changed += 1
            data = {"name": guest.name, "person": str(person), "person_id": person.pk}
            log(instance=specific, action=BECAME_PERSON, user=user, data=data, content_changed=True)
    return changed
