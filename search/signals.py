"""The index follows the page tree within the transaction that changes it."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move

from content.models import BasePage

from .indexing import index_page, pages_naming, remove_page, shown_title


@receiver(page_published)
def index_published_page(sender, instance, **kwargs) -> None:
    if not isinstance(instance, BasePage):
        return
    title_before = shown_title(instance)
    index_page(instance)
    if title_before not in (None, instance.title):
        for page in pages_naming(instance):
            index_page(page)


@receiver(page_unpublished)
def remove_unpublished_page(sender, instance, **kwargs) -> None:
    remove_page(instance)


@receiver(post_page_move)
def index_moved_pages(sender, instance, **kwargs) -> None:
    """A moved page keeps its words, but what it inherits from its place may differ."""
    for page in instance.get_descendants(inclusive=True).live().specific():
        if isinstance(page, BasePage):
            index_page(page)
