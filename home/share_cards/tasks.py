"""When share cards are made: by a task once something is published, and by a job each minute for what else changes.

Those are settings of the site, the time that a page was dated to, a page that has become private or expired. What is
taken offline or deleted loses its card in the same transaction.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django_tasks import task
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from core.jobs import every
from media.models import CustomImage

from ..models import ShareCard, SiteSettings
from .making import make_due_cards, remove_file, remove_orphans

TASK_SECONDS = 10  # then other tasks have their turn
JOB_SECONDS = 10


@task()
def make_cards() -> None:
    """Make the cards that are due; if that takes long, in several tasks."""
    if make_due_cards(TASK_SECONDS):
        make_cards.enqueue()


@every(timedelta(minutes=1))
def make_missing_cards() -> None:
    if settings.SHARE_CARDS:
        make_due_cards(JOB_SECONDS)


@every(timedelta(days=1))
def remove_orphaned_cards() -> None:
    remove_orphans()


@receiver(page_published)
@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(post_save, sender=SiteSettings)
def enqueue_cards(sender: type, **kwargs: Any) -> None:
    if settings.SHARE_CARDS:
        make_cards.enqueue()


@receiver(page_unpublished)
def remove_card(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Remove the card of a page. Those of its quotes go with the records of the quotes."""
    ShareCard.objects.filter(page_id=instance.pk).delete()


@receiver(post_delete, sender=ShareCard)
def remove_file_of_card(sender: type[ShareCard], instance: ShareCard, **kwargs: Any) -> None:
    remove_file(instance.file.name)


@receiver(post_delete, sender=CustomImage)
def look_for_images_again(sender: type[CustomImage], **kwargs: Any) -> None:
    """Have those pages looked at again that needed no card: their image may be the one that is gone."""
    ShareCard.objects.filter(file="").update(stamp="")
