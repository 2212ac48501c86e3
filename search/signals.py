"""Signal receivers: the index follows the page tree within the transaction that changes it."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from content.body.search_text import content_changed
from content.documents import document_changed
from content.models import BasePage
from content.visibility import is_restricted

from . import engine
from .tasks import refresh_pages

#: How many pages follow a person, topic or venue within its transaction; the worker writes the others.
MAX_PAGES_AT_ONCE = 50


@receiver(page_published)
def index_published_page(sender, instance, **kwargs) -> None:
    if not isinstance(instance, BasePage):
        return
    if not instance.live:  # Wagtail sends the signal for what is only scheduled, too
        engine.remove_page(instance)
        return
    title_before = engine.get_indexed_title(instance) if instance.is_named_by_others else instance.title
    # Loaded anew, with credits and tags in a query each, where the page in memory would ask for them one by one.
    engine.index_pages([type(instance).for_indexing().annotate(restricted=is_restricted()).get(pk=instance.pk)])
    if title_before != instance.title:
        refresh_or_enqueue(engine.get_pages_mentioning(instance.pk))


@receiver(content_changed)
def index_changed_pages(sender, page_ids, **kwargs) -> None:
    refresh_or_enqueue(page_ids)


def refresh_or_enqueue(page_ids: list[int]) -> None:
    """Write the rows of pages again. Where there are many, the editor waits for the first ones only."""
    refresh_pages.call(page_ids[:MAX_PAGES_AT_ONCE])
    for start in range(MAX_PAGES_AT_ONCE, len(page_ids), engine.PAGES_PER_BATCH):
        refresh_pages.enqueue(page_ids[start : start + engine.PAGES_PER_BATCH])


@receiver(page_unpublished)
def remove_unpublished_page(sender, instance, **kwargs) -> None:
    engine.remove_page(instance)
    refresh_or_enqueue(engine.get_pages_mentioning(instance.pk))


@receiver(pre_delete)
def remove_deleted_page(sender, instance, **kwargs) -> None:
    if isinstance(instance, Page):
        engine.remove_page(instance)


@receiver(post_page_move)
def refresh_moved_pages(sender, instance, **kwargs) -> None:
    """Write the rows of moved pages again: they keep their words, but what they inherit from their place may differ."""
    moved = instance.get_descendants(inclusive=True).live().specific()
    engine.refresh_pages(page for page in moved.iterator(chunk_size=200) if isinstance(page, BasePage))
    follow_topics_below(instance.path)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def follow_page_restriction(sender, instance, **kwargs) -> None:
    """Pages are no longer found by a topic that becomes private, and found again when it is public."""
    if page := Page.objects.filter(pk=instance.page_id).first():
        follow_topics_below(page.path)


def follow_topics_below(path: str) -> None:
    if topics := engine.get_topics_below(path):
        refresh_or_enqueue(engine.get_pages_mentioning(*topics))


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
def follow_collection_restriction(sender, instance, **kwargs) -> None:
    """Pages are no longer found by what they say of a file that becomes private: they do not show it."""
    if collection := Collection.objects.filter(pk=instance.collection_id).first():
        documents = get_document_model().objects.filter(collection__path__startswith=collection.path)
        refresh_or_enqueue(engine.get_pages_linking(documents.values_list("pk", flat=True)))


@receiver(document_changed)
def index_changed_document(sender, document, **kwargs) -> None:
    engine.index_document(document)
