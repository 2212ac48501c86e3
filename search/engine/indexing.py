"""Keeping the index equal to what is published."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.search import SearchVector
from django.db.models import Q, Value
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, ReferenceIndex, get_page_models

from content.models import BasePage, QuoteContent, SearchContent
from search.models import CONFIG, NAMES_CONFIG, SearchDocument
from search.models.documents import DOCUMENT, QUOTE

from .text import searchable

# A tsvector holds at most 1 MB of distinct words; a body of this many characters always fits.
LONGEST_BODY = 300_000
#: What a file has from the page that links to it.
PLACE_FIELDS = ["page", "live", "path", "visible_from", "visible_until", "date", "year", "topics", "topic_ids"]


def _vector(config: str, **weighted: str):
    """Return the expression of a vector: each text by its weight, A to D in this order."""
    first, *rest = (SearchVector(Value(text), weight=weight, config=config) for weight, text in weighted.items())
    for vector in rest:
        first += vector
    return first


def _words_of(title: str, people: list[str], topics: list[str], headings: str, body: str) -> dict:
    """Return the fields of a row by which it is found."""
    title, names, headings = (searchable(text)[0] for text in (title, "\n".join([*people, *topics]), headings))
    body, length = searchable(body)
    return {
        "names": _vector(NAMES_CONFIG, A=title, B=names),
        "vector": _vector(CONFIG, A=title, B=names, C=headings, D=body),
        "length": length,
    }


def _year(date: datetime | None) -> int | None:
    return date and timezone.localtime(date).year


def _place(page: BasePage) -> dict:
    """Return the fields that say when and where the rows of a page can be seen."""
    return {
        "page_id": page.pk,
        "live": page.live,
        "path": page.path,
        "visible_from": page.visible_from,
        "visible_until": page.expire_at,
        "date": page.display_date,
        "year": _year(page.display_date),
    }


def page_row(page: BasePage, content: SearchContent) -> dict:
    body = " ".join([content.strapline, content.body])[:LONGEST_BODY].strip()
    return {
        **_place(page),
        "kind": page.kind,
        "title": page.title,
        "label": content.label,
        "summary": page.description,
        "body": body,
        "people": content.people,
        "topics": content.topics,
        "person_ids": content.person_ids,
        "topic_ids": content.topic_ids,
        **_words_of(
            page.title,
            content.people,
            content.topics,
            " ".join([content.strapline, page.description, content.headings]),
            content.body[:LONGEST_BODY],
        ),
    }


def quote_row(page: BasePage, content: SearchContent, quote: QuoteContent) -> dict:
    return {
        **_place(page),
        "kind": QUOTE,
        "anchor": quote.anchor,
        "title": page.title,
        "label": content.label,
        "summary": quote.role,
        "body": quote.text[:LONGEST_BODY],
        "people": [quote.speaker] if quote.speaker else [],
        "topics": content.topics,
        "person_ids": [quote.person_id] if quote.person_id else [],
        "topic_ids": content.topic_ids,
        # The page's title and topics lead to the page; a quote is found by who said it and what.
        **_words_of("", [quote.speaker], [], quote.role, quote.text[:LONGEST_BODY]),
    }


def rows_of(page: BasePage) -> list[dict]:
    """Return the fields of all rows of a page: its own, and one for each quote."""
    content = page.get_search_content()
    return [page_row(page, content), *(quote_row(page, content, quote) for quote in content.quotes)]


def index_page(page: BasePage) -> None:
    """Write the rows of a live page. ``page`` is the specific page as published."""
    rows = rows_of(page)
    own = SearchDocument.objects.filter(page_id=page.pk, document=None)
    own.exclude(anchor__in=[row.get("anchor", "") for row in rows]).delete()
    for row in rows:
        SearchDocument.objects.update_or_create(
            page_id=page.pk, anchor=row.get("anchor", ""), document=None, defaults=row
        )


def index_document(document: AbstractDocument, text: str) -> None:
    """Write the row of a file with the ``text`` that was read from it, empty where nothing could be read.

    It is called when the file was read, again whenever the file changes, and may be called at any time. Where the
    file can be seen is found out here, and followed from then on.
    """
    words = _words_of(document.title, [], [], document.filename, text[:LONGEST_BODY])
    fields = {"kind": DOCUMENT, "title": document.title, "body": text[:LONGEST_BODY], "summary": document.filename}
    SearchDocument.objects.update_or_create(document_id=document.pk, defaults={**fields, **words})
    place_documents([document.pk])


def place_documents(document_ids: Iterable[int]) -> None:
    """Tie each file's row to the newest live page that links to it, or to none."""
    for row in SearchDocument.objects.filter(document__in=list(document_ids)).select_related("document"):
        pages = ContentType.objects.get_for_model(Page)
        references = ReferenceIndex.get_references_to(row.document).filter(base_content_type=pages)
        page_ids = [int(pk) for pk in references.values_list("object_id", flat=True) if pk.isdigit()]
        places = SearchDocument.objects.filter(page_id__in=page_ids, document=None, anchor="", live=True)
        place = places.order_by("-date", "-page_id").first()
        for name in PLACE_FIELDS:
            field = SearchDocument._meta.get_field(name)
            setattr(row, field.attname, getattr(place, field.attname) if place else field.get_default())
        row.save(update_fields=PLACE_FIELDS)


def place_linked_documents(page: Page) -> None:
    """Look anew where the files can be seen that ``page`` links to, or that were seen on it."""
    linked = ReferenceIndex.get_references_for_object(page).filter(
        to_content_type=ContentType.objects.get_for_model(get_document_model())
    )
    ids = {int(pk) for pk in linked.values_list("to_object_id", flat=True) if pk.isdigit()}
    ids |= set(SearchDocument.objects.filter(page=page).exclude(document=None).values_list("document_id", flat=True))
    place_documents(ids)


def remove_page(page: Page) -> None:
    SearchDocument.objects.filter(page_id=page.pk, document=None).delete()


def shown_title(page: Page) -> str | None:
    """The title by which the index knows a page."""
    rows = SearchDocument.objects.filter(page_id=page.pk, anchor="", document=None)
    return rows.values_list("title", flat=True).first()


def pages_naming(page: Page) -> Iterable[BasePage]:
    """Yield the other live pages that show the title of ``page``: a person's, or a topic's."""
    naming = SearchDocument.objects.filter(Q(person_ids__contains=[page.pk]) | Q(topic_ids__contains=[page.pk]))
    ids = naming.exclude(page=page).values_list("page_id", flat=True).distinct()
    yield from Page.objects.live().filter(pk__in=list(ids)).specific().iterator(chunk_size=200)


def all_live_pages() -> Iterable[BasePage]:
    for model in get_page_models():
        if issubclass(model, BasePage):
            yield from model.objects.live().iterator(chunk_size=200)
