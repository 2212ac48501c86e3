"""What deletes: Wagtail's actions, which fill the trash, and the job and the administrator, who empty it.

What a user deletes in any view of the admin, be it a page, an image or a document, goes to the trash. Code that names
no user (``page.delete()``) deletes for good, as does a merge (``core.trash.deleting_for_good``).
"""

import logging
import math
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django_tasks import task
from wagtail.actions import action_registry
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

from content.actions import replace_execute
from core.jobs import every
from core.trash import deleting_for_good, including_trash, is_deleting_for_good
from media.models import CustomDocument, CustomImage

from . import files, pages
from .models import KEPT, TrashedFile, TrashedPage

logger = logging.getLogger(__name__)


def send_deleted_pages_to_trash() -> None:
    """Let Wagtail's action to delete a page move it to the trash if a user does it. Call it once."""
    replace_execute(DeletePageAction, trash_or_delete(DeletePageAction.execute))


def trash_or_delete(delete: Callable) -> Callable:
    @wraps(delete)
    def execute(self: DeletePageAction, *args, skip_permission_checks: bool = False, **kwargs):
        if self.user is None or is_deleting_for_good():
            return delete(self, *args, skip_permission_checks=skip_permission_checks, **kwargs)
        self.check(skip_permission_checks=skip_permission_checks)
        trashed = pages.move_to_trash(self.page, self.user)
        return trashed.page_count, {Page._meta.label: trashed.page_count}

    return execute


def send_deleted_files_to_trash() -> None:
    """Do the same for images and documents."""
    for model in (CustomImage, CustomDocument):
        action_registry.register(model, files.TrashFileAction)


def delete_page_for_good(trashed: TrashedPage, user=None) -> bool:
    """Delete a page in the trash and all below it. Return False if another one in the trash needs it."""
    try:
        with transaction.atomic(), including_trash(), deleting_for_good():
            pages.lock_trash()
            page = Page.objects.filter(pk=trashed.page_id).first()
            if page:
                page.specific.delete(user=user, skip_permission_checks=True)
    except ProtectedError:
        logger.info("Page %s stays in the trash, as another one there needs it", trashed.page_id)
        return False
    return True


def empty_trash(user=None, *, until=None, seconds=math.inf) -> int:
    """Delete what was put into the trash before ``until``, by default all. Return how many were deleted.

    After ``seconds`` nothing more is begun. What another page in the trash needs, such as its author, is tried again
    after that.
    """
    until = until or timezone.now()
    ends = time.monotonic() + seconds
    deleted = 0
    for trashed in TrashedFile.objects.filter(deleted_at__lte=until):
        if time.monotonic() > ends:
            return deleted
        files.delete_for_good(trashed)
        deleted += 1
    waiting = list(TrashedPage.objects.filter(deleted_at__lte=until).order_by("deleted_at", "pk"))
    while waiting:
        left = [trashed for trashed in waiting if time.monotonic() > ends or not delete_page_for_good(trashed, user)]
        deleted += len(waiting) - len(left)
        if len(left) == len(waiting):
            break
        waiting = left
    return deleted


@task()
def empty_trash_in_background(user_id: int, until: str) -> None:
    """Delete for a user what was put into the trash before ``until``, a time in ISO 8601."""
    empty_trash(get_user_model().objects.filter(pk=user_id).first(), until=datetime.fromisoformat(until))


@every(timedelta(hours=1))
def delete_old_trash() -> None:
    empty_trash(until=timezone.now() - KEPT)
