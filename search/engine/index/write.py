"""Index updates: keeps the rows of ``SearchDocument`` equal to what is published."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex, get_page_models

from content.documents import get_document_content
from content.models import BasePage
from search.models import SearchDocument

from .document_rows import build_document_row, build_page_rows
from .meaning import write_vectors
from .vocabulary import learn_words

#: What a file's row takes over from the row of the page that links to it.
_PAGE_FIELDS = ["page", "live", "path", "visible_from", "visible_until", "date", "day", "year", "topics", "topic_ids"]
#: How many pages are written at once. For that long (less than a second) editors cannot publish these pages.
PAGES_PER_BATCH = 100


def index_pages(pages: Iterable[BasePage]) -> None:
    """Index live pages that were published just now; ``pages`` are specific.

    The words of public ones are learnt, and the files that the pages link to, or linked to, are found where they are
    linked now.
    """
    pages = list(pages)
    rows = refresh_pages(pages)
    public = {page.pk for page in pages if page.is_published}
    learn_words(row for row in rows if row.page_id in public)
    _attach_linked_documents(pages)


def refresh_pages(pages: Iterable[BasePage]) -> list[SearchDocument]:
    """Replace the rows of live pages, no more than that; ``pages`` are specific, as published."""
    pages = list(pages)
    rows = [row for page in pages for row in build_page_rows(page)]
    before = SearchDocument.objects.filter(page__in=[page.pk for page in pages], document=None)
    with transaction.atomic(savepoint=False):
        # No relation points at these rows: Django need not read them, texts and all, to find that out.
        before._raw_delete(before.db)
        written = SearchDocument.objects.bulk_create(rows)
        write_vectors(written)
        return written


@transaction.atomic
def remove_page(page: Page) -> None:
    """Remove the rows of a page. The files that it links to are found on another page, or no longer."""
    SearchDocument.objects.filter(page_id=page.pk, document=None).delete()
    _attach_linked_documents([page])


def index_document(document) -> None:
    """Write the row of a file, with the text that was read from it so far.

    It is attached to a page here, and again whenever that page changes: a file is as visible as one page that links
    to it, unless its own collection is private.
    """
    content = get_document_content(document)
    with transaction.atomic():
        SearchDocument.objects.filter(document=document).delete()
        row = build_document_row(document.pk, content.title, document.filename, content.text)
        write_vectors(SearchDocument.objects.bulk_create([row]))
        _attach_documents([document.pk])


def _attach_documents(document_ids: Iterable[int]) -> None:
    """Attach each file's row to the newest live page that links to it, or to none."""
    pages = ContentType.objects.get_for_model(Page)
    for row in SearchDocument.objects.filter(document__in=list(document_ids)).select_related("document"):
        references = ReferenceIndex.get_references_to(row.document).filter(base_content_type=pages)
        page_ids = [int(pk) for pk in references.values_list("object_id", flat=True) if pk.isdigit()]
        linking = SearchDocument.objects.filter(page_id__in=page_ids, document=None, anchor="", live=True)
        newest = linking.order_by("-date", "-page_id").first()
        for name in _PAGE_FIELDS:
            field = SearchDocument._meta.get_field(name)
            assert isinstance(field, models.Field)
            setattr(row, field.attname, getattr(newest, field.attname) if newest else field.get_default())
        row.save(update_fields=_PAGE_FIELDS)


def _attach_linked_documents(pages: list) -> None:
    """Attach the files anew that ``pages`` link to, or that were attached to them."""
    page_type, documents = ContentType.objects.get_for_models(Page, get_document_model()).values()
    linked = ReferenceIndex.objects.filter(
        base_content_type=page_type, object_id__in=[str(page.pk) for page in pages], to_content_type=documents
    )
    attached = SearchDocument.objects.filter(page__in=[page.pk for page in pages]).exclude(document=None)
    ids = linked.values_list("to_object_id").union(
        attached.annotate(key=Cast("document_id", models.TextField())).values_list("key")
    )
    if numbers := {int(pk) for (pk,) in ids if pk.isdigit()}:
        _attach_documents(numbers)


def get_indexed_title(page: Page) -> str | None:
    """Return the title that the index has of a page; None if it has no row."""
    rows = SearchDocument.objects.filter(page_id=page.pk, anchor="", document=None)
    return rows.values_list("title", flat=True).first()


def get_pages_mentioning(*page_ids: int) -> list[int]:
    """Return the ids of the other pages that name some pages, people or topics; the newest first."""
    ids = list(page_ids)
    mentioning = SearchDocument.objects.filter(Q(person_ids__overlap=ids) | Q(topic_ids__overlap=ids))
    others = mentioning.exclude(page__in=ids).exclude(page=None).order_by(F("date").desc(nulls_last=True), "-page_id")
    return list(dict.fromkeys(others.values_list("page_id", flat=True)))


def get_topics_below(path: str) -> list[int]:
    """Return the ids of the live topics at or below a place of the page tree."""
    return list(SearchDocument.objects.filter(kind="topic", path__startswith=path).values_list("page_id", flat=True))


def get_pages_linking(document_ids: Iterable[int]) -> list[int]:
    """Return the ids of the live pages that link to some documents."""
    page_type, documents = ContentType.objects.get_for_models(Page, get_document_model()).values()
    links = ReferenceIndex.objects.filter(
        base_content_type=page_type, to_content_type=documents, to_object_id__in=[str(pk) for pk in document_ids]
    )
    ids = {int(pk) for pk in links.values_list("object_id", flat=True) if pk.isdigit()}
    return list(Page.objects.live().filter(pk__in=ids).order_by("-pk").values_list("pk", flat=True))


def get_missing_pages() -> list[int]:
    """Return the ids of live pages that have no row."""
    indexed = SearchDocument.objects.filter(document=None, page=OuterRef("pk"))
    ids = (model.objects.live().filter(~Exists(indexed)).values_list("pk", flat=True) for model in _get_models())
    return [pk for some in ids for pk in some]


def get_recent_pages(since: datetime) -> list[int]:
    """Return the ids of the live pages that were published after ``since``."""
    pages = (model.objects.live().filter(last_published_at__gt=since) for model in _get_models())
    return [pk for some in pages for pk in some.values_list("pk", flat=True)]


def remove_stale_rows() -> int:
    """Remove the rows of pages that are not live or no longer exist. Return how many pages had any."""
    SearchDocument.objects.filter(page=None, document=None).delete()
    stale = list(Page.objects.filter(live=False, pk__in=SearchDocument.objects.values("page")))
    for page in stale:
        remove_page(page)
    return len(stale)


def rebuild() -> Iterator[int]:
    """Write the rows of all live pages and of all files anew, and yield how many are done after each batch.

    Each batch replaces its rows in a transaction of its own, so that searches find the old ones until the new ones
    are there, and publishing waits for no more than a batch.
    """
    for model in _get_models():
        ids = list(model.objects.live().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), PAGES_PER_BATCH):
            batch = ids[start : start + PAGES_PER_BATCH]
            with transaction.atomic():
                # Nobody publishes these between reading and writing them.
                list(Page.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=batch).only("pk"))
                refresh_pages(model.for_indexing().live().filter(pk__in=batch))
            yield len(batch)
    live = Page.objects.live().values("pk")
    SearchDocument.objects.filter(document=None).filter(Q(page=None) | ~Q(page__in=live)).delete()
    for document in get_document_model().objects.order_by("pk").iterator(chunk_size=PAGES_PER_BATCH):
        index_document(document)
        yield 1
    with connection.cursor() as cursor:
        # Until PostgreSQL has analysed so many new rows, which it does by itself within minutes, it plans badly.
        cursor.execute("ANALYZE search_searchdocument")


def count_indexable() -> int:
    """Return how many pages and files a rebuild will write."""
    pages = sum(model.objects.live().count() for model in _get_models())
    return pages + get_document_model().objects.count()


def _get_models() -> list[type[BasePage]]:
    return [model for model in get_page_models() if issubclass(model, BasePage)]
