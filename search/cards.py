"""What the results page shows besides the results: a person whose name was searched for, and ways on from nothing."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page, Site

from content.models import BasePage

from .engine import Search
from .engine.text import words
from .models import SearchDocument

LATEST_SHOWN = 3
TOPICS_SHOWN = 12
SHORTEST_NAME = 2  # words: “Silva” may be anybody


@dataclass(frozen=True)
class PersonCard:
    """A person by name. ``latest`` are the newest pages with them, as rows of the index."""

    page: BasePage
    latest: list[SearchDocument]


@dataclass(frozen=True)
class WaysOn:
    """What to read instead, where nothing was found: rows of the index."""

    topics: list[SearchDocument]
    latest: list[SearchDocument]


def pages_in_index(site: Site):
    """The rows of pages that visitors of ``site`` may see, without those of quotes and files."""
    rows = SearchDocument.objects.visible(site).filter(anchor="", document=None)
    return rows.select_related("page").defer("body", "vector", "names")


def newest(rows):
    """What has happened, the last first: an event that is to come is not the latest."""
    return rows.filter(date__lte=timezone.now()).order_by(F("date").desc(), "-page_id")


def get_person_card(site: Site, search: Search) -> PersonCard | None:
    """Return the card of the first result if it is a person, and what was searched for is their name."""
    first = next(iter(search.results), None)
    asked = set(words(search.showing or search.query))
    if first is None or first.type != "person" or len(asked) < SHORTEST_NAME or not asked <= set(words(first.title)):
        return None
    # The page may have gone since it was found.
    page = Page.objects.filter(pk=first.page_id).specific().first()
    if page is None:
        return None
    about = pages_in_index(site).filter(Q(person_ids__contains=[page.pk])).exclude(page=page)
    return PersonCard(page, list(newest(about)[:LATEST_SHOWN]))


def get_ways_on(site: Site) -> WaysOn:
    rows = pages_in_index(site)
    topics = rows.filter(kind="topic").order_by("title")[:TOPICS_SHOWN]
    return WaysOn(list(topics), list(newest(rows)[:LATEST_SHOWN]))
