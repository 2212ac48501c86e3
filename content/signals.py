"""Signal receivers that send ``document_changed`` to the apps above the media library."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model

from media.signals import text_extracted

from .documents import document_changed


@receiver(post_save, sender=get_document_model())
def send_document_changed_on_save(sender, instance, **kwargs) -> None:
    document_changed.send(sender, document=instance)


@receiver(text_extracted)
def send_document_changed_on_text(sender, document, **kwargs) -> None:
    document_changed.send(sender, document=document)
