"""Person card: shown above the results if the query is the name of a person."""

from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page, Site

from content.models import BasePage

from .engine import SearchResponse
from .models import SearchDocument
from .tokenizer import split_words

MAX_LATEST = 3
MIN_NAME_WORDS = 2  # a family name such as “Silva” may be anybody's


@dataclass(frozen=True)
class PersonCard:
    """``latest`` are the newest pages that name the person, as rows of the index."""

    page: BasePage
    latest: list[SearchDocument]


def get_person_card(site: Site, response: SearchResponse) -> PersonCard | None:
    """Return the card of the first result if it is a person, and the query is their name."""
    first = next(iter(response.results), None)
    words = set(split_words(response.corrected_query or response.query))
    if first is None or first.type != "person" or len(words) < MIN_NAME_WORDS:
        return None
    if not words <= set(split_words(first.title)):
        return None
    # The page may have gone since it was found.
    page = Page.objects.filter(pk=first.page_id).specific().first()
    if page is None:
        return None
    rows = SearchDocument.objects.visible(site).pages().filter(Q(person_ids__contains=[page.pk])).exclude(page=page)
    return PersonCard(page, list(rows.most_recent()[:MAX_LATEST]))
