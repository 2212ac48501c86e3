"""Keeping the index equal to what is published."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from wagtail.models import Page, ReferenceIndex, get_page_models

from content.models import BasePage

from .models import CONFIG, SearchDocument

# A tsvector holds at most 1 MB of distinct words; a body of this many characters always fits.
LONGEST_BODY = 300_000


def _vector(page: BasePage, content):
    weighted = [
        (page.title, "A"),
        (" ".join([*content.people, *content.topics]), "B"),
        (" ".join([content.strapline, page.summary, content.headings]), "C"),
        (content.body[:LONGEST_BODY], "D"),
    ]
    first, *rest = (SearchVector(Value(text), weight=weight, config=CONFIG) for text, weight in weighted)
    for vector in rest:
        first += vector
    return first


def index_page(page: BasePage) -> None:
    """Write the row of a live page. ``page`` is the specific page as published."""
    content = page.get_search_content()
    SearchDocument.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "kind": page.kind,
            "title": page.title,
            "summary": page.description,
            "body": " ".join([content.strapline, content.body])[:LONGEST_BODY].strip(),
            "people": content.people,
            "topics": content.topics,
            "person_ids": content.person_ids,
            "topic_ids": content.topic_ids,
            "date": page.display_date,
            "visible_from": page.visible_from,
            "vector": _vector(page, content),
        },
    )


def remove_page(page: Page) -> None:
    SearchDocument.objects.filter(page_id=page.pk).delete()


def shown_title(page: Page) -> str | None:
    """The title by which the index knows a page."""
    return SearchDocument.objects.filter(page_id=page.pk).values_list("title", flat=True).first()


def pages_naming(page: Page) -> Iterable[BasePage]:
    """Yield the live pages that refer to ``page`` (in bylines, quotes, topics ...) and so show its title."""
    ids = ReferenceIndex.get_references_to(page).values_list("object_id", flat=True).distinct()
    for referring in Page.objects.live().filter(pk__in=[int(pk) for pk in ids if pk.isdigit()]).specific():
        if isinstance(referring, BasePage):
            yield referring


def all_live_pages() -> Iterable[BasePage]:
    for model in get_page_models():
        if issubclass(model, BasePage):
            yield from model.objects.live().iterator(chunk_size=200)
