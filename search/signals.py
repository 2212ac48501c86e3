"""The index follows the page tree within the transaction that changes it."""

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from content.body.search_text import content_changed
from content.documents import document_changed
from content.models import BasePage

from .engine.indexing import (
    BATCH,
    index_document,
    index_page,
    pages_naming,
    place_linked_documents,
    remove_page,
    shown_title,
    write_pages,
)
from .tasks import index_pages

#: So many pages follow a person, topic or venue within its transaction; the worker sees to the others.
AT_ONCE = 50


@receiver(page_published)
def index_published_page(sender, instance, **kwargs) -> None:
    if not isinstance(instance, BasePage):
        return
    title_before = shown_title(instance)
    index_page(instance)
    place_linked_documents(instance)
    if title_before not in (None, instance.title):
        index_some(pages_naming(instance))


@receiver(content_changed)
def index_changed_pages(sender, page_ids, **kwargs) -> None:
    index_some(page_ids)


def index_some(page_ids: list[int]) -> None:
    """Write the rows of pages anew. Thousands of them do not keep the editor waiting."""
    index_pages.call(page_ids[:AT_ONCE])
    for start in range(AT_ONCE, len(page_ids), BATCH):
        index_pages.enqueue(page_ids[start : start + BATCH])


@receiver(page_unpublished)
def remove_unpublished_page(sender, instance, **kwargs) -> None:
    remove_page(instance)
    place_linked_documents(instance)


@receiver(pre_delete)
def remove_deleted_page(sender, instance, **kwargs) -> None:
    if isinstance(instance, Page):
        remove_unpublished_page(sender, instance)


@receiver(post_page_move)
def index_moved_pages(sender, instance, **kwargs) -> None:
    """A moved page keeps its words, but what it inherits from its place may differ."""
    moved = instance.get_descendants(inclusive=True).live().specific()
    write_pages(page for page in moved.iterator(chunk_size=200) if isinstance(page, BasePage))


@receiver(document_changed)
def index_changed_document(sender, document, **kwargs) -> None:
    index_document(document)
