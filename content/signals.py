"""Signal receivers: documents that changed are told of, deleted pages leave the search, links are checked again."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from modelsearch.index import remove_object
from wagtail.documents import get_document_model
from wagtail.signals import page_published, page_unpublished

from core.wagtail_compat_saving import are_index_updates_paused
from media.signals import text_extracted

from .checking import check_around
from .documents import document_changed
from .models import BasePage


@receiver(post_save, sender=get_document_model())
def send_document_changed_on_save(sender, instance, **kwargs) -> None:
    document_changed.send(sender, document=instance)


@receiver(text_extracted)
def send_document_changed_on_text(sender, document, **kwargs) -> None:
    document_changed.send(sender, document=document)


@receiver(post_delete)
def remove_from_admin_search(sender, instance, **kwargs) -> None:
    if isinstance(instance, BasePage):
        remove_object(instance)


@receiver([page_published, page_unpublished])
def check_links_of_others(sender, instance, **kwargs) -> None:
    if are_index_updates_paused():  # as by an import of thousands: the job checks them within minutes
        return
    transaction.on_commit(partial(check_around.enqueue, instance.pk))
