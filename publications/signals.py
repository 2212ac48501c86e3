"""Signal handlers that keep the search index up to date with the files of publications.

A publication is found by the words of its files, and only as long as anybody may download them. So its row is written
anew when a document is read, replaced, moved or deleted, and when a collection is closed, opened or moved.
"""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Collection, CollectionViewRestriction

from content.body.search_text import content_changed
from content.documents import document_changed
from media.models import CustomDocument

from .models import PublicationPage


def find_live_pages(condition: Q) -> list[int]:
    """Return the ids of live publications with a file that meets ``condition``."""
    pages = PublicationPage.objects.live().filter(condition).order_by("pk")
    return list(pages.values_list("pk", flat=True).distinct())


def announce(page_ids: list[int]) -> None:
    if page_ids:
        content_changed.send(PublicationPage, page_ids=page_ids)


@receiver(document_changed)
def follow_document(sender, document, **kwargs) -> None:
    announce(find_live_pages(Q(files__document=document)))


@receiver(pre_delete, sender=CustomDocument)
def note_pages_of_deleted_document(sender, instance, **kwargs) -> None:
    instance.pages_before_deletion = find_live_pages(Q(files__document=instance))


@receiver(post_delete, sender=CustomDocument)
def follow_deleted_document(sender, instance, **kwargs) -> None:
    announce(instance.pages_before_deletion)


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
def follow_restriction(sender, instance, **kwargs) -> None:
    follow_collection(instance.collection_id)


@receiver(post_save, sender=Collection)
def follow_moved_collection(sender, instance, **kwargs) -> None:
    """Wagtail moves a collection after it has saved it, in the same transaction, and tells nobody."""
    transaction.on_commit(partial(follow_collection, instance.pk))


def follow_collection(collection_id: int) -> None:
    collection = Collection.objects.filter(pk=collection_id).first()
    if collection:
        announce(find_live_pages(Q(files__document__collection__path__startswith=collection.path)))
