"""Keeping the index equal to what is published."""

from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex, get_page_models

from content.documents import get_document_content
from content.models import BasePage
from search.models import SearchDocument

from .rows import row_of_document, rows_of_page
from .vocabulary import learn

#: What a file has from the page that links to it.
PLACE_FIELDS = ["page", "live", "path", "visible_from", "visible_until", "date", "day", "year", "topics", "topic_ids"]
#: How many pages a rebuild writes at once: for so long (less than a second) those pages wait to be published.
BATCH = 100


def write_pages(pages: Iterable[BasePage]) -> list[SearchDocument]:
    """Put the rows of live pages in the place of those that are there. ``pages`` are specific, as published."""
    pages = list(pages)
    rows = [row for page in pages for row in rows_of_page(page)]
    before = SearchDocument.objects.filter(page__in=[page.pk for page in pages], document=None)
    with transaction.atomic():
        # Nothing hangs on these rows: Django need not read them, texts and all, to find that out.
        before._raw_delete(before.db)
        return SearchDocument.objects.bulk_create(rows)


def index_page(page: BasePage) -> None:
    """Write the rows of a page that was published just now, and learn its words if everybody may read it."""
    index_together([page])


def index_together(pages: Iterable[BasePage]) -> None:
    """Do the same for several pages."""
    pages = list(pages)
    rows = write_pages(pages)
    public = {page.pk for page in pages if page.is_published}
    learn(row for row in rows if row.page_id in public)


def remove_page(page: Page) -> None:
    SearchDocument.objects.filter(page_id=page.pk, document=None).delete()


def index_document(document) -> None:
    """Write the row of a file, with the text that was read from it so far.

    Where it can be seen is found out here, and followed from then on: a file is as visible as one page that links to
    it, unless its own collection is private.
    """
    content = get_document_content(document)
    with transaction.atomic():
        SearchDocument.objects.filter(document=document).delete()
        row = row_of_document(document.pk, content.title, document.filename, content.text)
        SearchDocument.objects.bulk_create([row])
        place_documents([document.pk])


def place_documents(document_ids: Iterable[int]) -> None:
    """Tie each file's row to the newest live page that links to it, or to none."""
    pages = ContentType.objects.get_for_model(Page)
    for row in SearchDocument.objects.filter(document__in=list(document_ids)).select_related("document"):
        references = ReferenceIndex.get_references_to(row.document).filter(base_content_type=pages)
        page_ids = [int(pk) for pk in references.values_list("object_id", flat=True) if pk.isdigit()]
        places = SearchDocument.objects.filter(page_id__in=page_ids, document=None, anchor="", live=True)
        place = places.order_by("-date", "-page_id").first()
        for name in PLACE_FIELDS:
            field = SearchDocument._meta.get_field(name)
            setattr(row, field.attname, getattr(place, field.attname) if place else field.get_default())
        row.save(update_fields=PLACE_FIELDS)


def place_linked_documents(*pages: Page) -> None:
    """Look anew where the files can be seen that ``pages`` link to, or that were seen on them."""
    page_type, documents = ContentType.objects.get_for_models(Page, get_document_model()).values()
    linked = ReferenceIndex.objects.filter(
        base_content_type=page_type, object_id__in=[str(page.pk) for page in pages], to_content_type=documents
    )
    ids = {int(pk) for pk in linked.values_list("to_object_id", flat=True) if pk.isdigit()}
    seen_here = SearchDocument.objects.filter(page__in=[page.pk for page in pages]).exclude(document=None)
    ids |= set(seen_here.values_list("document_id", flat=True))
    if ids:
        place_documents(ids)


def shown_title(page: Page) -> str | None:
    """The title by which the index knows a page."""
    rows = SearchDocument.objects.filter(page_id=page.pk, anchor="", document=None)
    return rows.values_list("title", flat=True).first()


def pages_naming(page: Page) -> list[int]:
    """Return the ids of the other pages that show the title of ``page``, a person's or a topic's; the newest first."""
    naming = SearchDocument.objects.filter(Q(person_ids__contains=[page.pk]) | Q(topic_ids__contains=[page.pk]))
    others = naming.exclude(page=page).exclude(page=None).order_by(F("date").desc(nulls_last=True), "-page_id")
    return list(dict.fromkeys(others.values_list("page_id", flat=True)))


def missing_pages() -> list[int]:
    """Return the ids of live pages that have no row."""
    there = SearchDocument.objects.filter(document=None, page=OuterRef("pk"))
    ids = (model.objects.live().filter(~Exists(there)).values_list("pk", flat=True) for model in _models())
    return [pk for some in ids for pk in some]


def rebuild() -> Iterator[int]:
    """Write the rows of all live pages and of all files anew, and yield how many are done after each batch.

    Each batch replaces its rows in a transaction of its own, so that searches find the old ones until the new ones
    are there, and publishing waits for no more than a batch.
    """
    for model in _models():
        ids = list(model.objects.live().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            with transaction.atomic():
                # Nobody publishes these between reading and writing them.
                list(Page.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=batch).only("pk"))
                write_pages(model.for_indexing().live().filter(pk__in=batch))
            yield len(batch)
    live = Page.objects.live().values("pk")
    SearchDocument.objects.filter(document=None).filter(Q(page=None) | ~Q(page__in=live)).delete()
    for document in get_document_model().objects.order_by("pk").iterator(chunk_size=BATCH):
        index_document(document)
        yield 1
    with connection.cursor() as cursor:
        # Until PostgreSQL has looked at so many new rows, which it does by itself within minutes, it plans badly.
        cursor.execute("ANALYZE search_searchdocument")


def how_many() -> int:
    """How many pages and files a rebuild will write."""
    pages = sum(model.objects.live().count() for model in _models())
    return pages + get_document_model().objects.count()


def _models() -> list[type[BasePage]]:
    return [model for model in get_page_models() if issubclass(model, BasePage)]
