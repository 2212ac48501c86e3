"""Keeping the index equal to what is published."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db.models import Q, Value
from wagtail.models import Page, get_page_models

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
    """Yield the other live pages that show the title of ``page``: a person's, or a topic's."""
    naming = SearchDocument.objects.filter(Q(person_ids__contains=[page.pk]) | Q(topic_ids__contains=[page.pk]))
    ids = naming.exclude(pk=page.pk).values_list("pk", flat=True)
    yield from Page.objects.live().filter(pk__in=list(ids)).specific().iterator(chunk_size=200)


def all_live_pages() -> Iterable[BasePage]:
    for model in get_page_models():
        if issubclass(model, BasePage):
            yield from model.objects.live().iterator(chunk_size=200)
