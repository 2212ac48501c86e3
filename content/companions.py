"""Companions: pages that an editor creates in a chooser while writing another page, such as a topic of a post.

They are drafts until a page that refers to them is published; then they are published with it. A draft that somebody
made in another way is left alone, and so is one that was published before and taken offline.
"""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import receiver
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published

from .models import BasePage
from .references.usage import serialise_record
from .references.walk import get_referenced_page_ids

logger = logging.getLogger(__name__)

#: The log action that marks a page as created beside another one.
CREATED_BESIDE = "roundtable.created_beside"


def add_companion(page: BasePage, parent: Page, user) -> BasePage:
    """Add a new page below ``parent`` as a draft that is published with the page that refers to it."""
    page.live = False
    page.owner = user
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True, clean=False)
    log(instance=page, action=CREATED_BESIDE, user=user)
    return page


def get_waiting_companions(page: BasePage) -> list[Page]:
    """Return the companions to which ``page`` refers and that are not published yet."""
    created = PageLogEntry.objects.filter(action=CREATED_BESIDE).values("page")
    waiting = Page.objects.filter(pk__in=created, live=False, first_published_at=None)
    if not waiting.exists():
        return []
    referenced = get_referenced_page_ids(type(page), serialise_record(page))
    return list(waiting.filter(pk__in=referenced).specific())


@receiver(page_published)
def publish_companions(sender, instance, revision=None, **kwargs) -> None:
    """Publish the companions of a page with it. One that is not complete stays a draft."""
    if not isinstance(instance, BasePage):
        return
    user = revision.user if revision else None
    for companion in get_waiting_companions(instance):
        newest = companion.get_latest_revision()
        try:
            with transaction.atomic():
                newest.publish(user=user)
        except ValidationError as error:
            logger.info("“%s” stays a draft: %s", companion, error)
