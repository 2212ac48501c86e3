"""The index follows the page tree within the transaction that changes it."""

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from content.models import BasePage

from .engine.indexing import index_page, pages_naming, place_linked_documents, remove_page, shown_title


@receiver(page_published)
def index_published_page(sender, instance, **kwargs) -> None:
    if not isinstance(instance, BasePage):
        return
    title_before = shown_title(instance)
    index_page(instance)
    place_linked_documents(instance)
    if title_before not in (None, instance.title):
        for page in pages_naming(instance):
            index_page(page)


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
    for page in instance.get_descendants(inclusive=True).live().specific():
        if isinstance(page, BasePage):
            index_page(page)
