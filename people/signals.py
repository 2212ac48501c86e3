"""Signal receivers that keep the records of quotes and mentions up to date.

Wagtail sends its own signals after it has saved a page, possibly in another transaction. So the records are updated on
``post_save``, which every publication, unpublication, expiry, move and copy sends, and which ``Page.save`` sends within
its transaction. The database deletes the records of a deleted page (``on_delete``).
"""

from django.db.models import F, Func, Value
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_unpublished

from content.models import BasePage
from content.saving import changes_draft_only
from topics.models import TopicPage

from .models import Quote
from .quote_index import delete_quotes, sync_quotes


@receiver(post_save)
def update_quotes(sender, instance, created, raw=False, update_fields=None, **kwargs) -> None:
    if raw or not isinstance(instance, Page) or changes_draft_only(update_fields):
        return
    if not instance.live:
        if not created:
            delete_quotes(instance)
        return
    # The instance may be a draft of which only some fields were saved, or a plain ``Page`` without its specific fields.
    page = instance if update_fields is None and type(instance) is not Page else load_stored_page(instance)
    if isinstance(page, BasePage):
        sync_quotes(page)


@receiver(page_unpublished)
def remove_quotes(sender, instance, **kwargs) -> None:
    """Remove the records of a page that goes to the trash: it sends this signal without having been saved."""
    delete_quotes(instance)


def load_stored_page(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


@receiver(post_delete, sender=TopicPage)
def remove_topic_from_quotes(sender, instance, **kwargs) -> None:
    without = Func(F("topic_ids"), Value(instance.pk), function="array_remove")
    Quote.objects.about([instance.pk]).update(topic_ids=without)
