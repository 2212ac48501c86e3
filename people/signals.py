"""The rows of quotes and mentions follow the pages.

Wagtail tells that a page was published or unpublished after it has saved the page, which may be another transaction;
so they follow the saving itself, which publishing, unpublishing, expiry, moving and copying all come down to, and
which ``Page.save`` does within a transaction. The rows of a deleted page go with it (``on_delete``).
"""

from django.db.models import F, Func, Value
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import COMMENTS_RELATION_NAME, Page

from content.models import BasePage
from topics.models import TopicPage

from .models import Quote
from .quote_index import delete_quotes, sync_quotes

#: What is saved of a page when only its draft changes.
DRAFT_FIELDS = {
    COMMENTS_RELATION_NAME,
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
}


@receiver(post_save)
def follow_page(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    if raw or not isinstance(instance, Page) or (update_fields is not None and DRAFT_FIELDS.issuperset(update_fields)):
        return
    if not instance.live:
        delete_quotes(instance)
        return
    # In memory may be a draft of which only some fields were saved, or no more than what all types of page share.
    page = instance if update_fields is None and type(instance) is not Page else stored(instance)
    if isinstance(page, BasePage):
        sync_quotes(page)


def stored(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


@receiver(post_delete, sender=TopicPage)
def forget_topic(sender, instance, **kwargs) -> None:
    without = Func(F("topic_ids"), Value(instance.pk), function="array_remove")
    Quote.objects.about([instance.pk]).update(topic_ids=without)
