"""Tells those above the media library what happens in it."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model

from media.signals import text_extracted

from .documents import document_changed


@receiver(post_save, sender=get_document_model())
def tell_of_saved_document(sender, instance, **kwargs) -> None:
    document_changed.send(sender, document=instance)


@receiver(text_extracted)
def tell_of_read_document(sender, document, **kwargs) -> None:
    document_changed.send(sender, document=document)
