"""Scheduled publishing and expiry: each due page in a transaction of its own.

Wagtail's own command publishes all due pages in one loop, so an error stops the pages after it, and a process that is
killed loses the page it was at. Here a page that fails stays due, whether it raised an error or a publication check
refused it. It is tried again with growing pauses. The page's history, its edit page and a report say why, and so does
an e-mail to its author and editors (docs/decisions/0051, ``content.schedule_failures``).
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from .actions import lock_page
from .models import ScheduleFailure
from .schedule_failures import delete_outdated_failures, record_failure, report_failures

logger = logging.getLogger(__name__)


def run_schedule() -> None:
    """Unpublish what has expired, publish what is due, each the oldest first, and report what failed."""
    delete_outdated_failures()
    for page_id, due_at in find_expired_pages():
        attempt(expire, page_id, None, due_at)
    for revision_id, page_id, due_at in find_due_revisions():
        attempt(publish, page_id, revision_id, due_at)
    run_schedule_of_snippets()
    report_failures()


def find_expired_pages() -> list[tuple[int, datetime]]:
    """Return the ids of the pages to be unpublished, with the times at which they expired."""
    now = timezone.now()
    waiting = ScheduleFailure.objects.filter(revision=None, retry_at__gt=now).values("page")
    expired = Page.objects.filter(live=True, expire_at__lt=now).exclude(pk__in=waiting)
    return list(expired.order_by("expire_at", "pk").values_list("pk", "expire_at"))


def find_due_revisions() -> list[tuple[int, int, datetime]]:
    """Return the ids of the revisions to be published, of their pages, and the times at which they were due."""
    now = timezone.now()
    waiting = ScheduleFailure.objects.filter(revision__isnull=False, retry_at__gt=now).values("revision")
    due = Revision.page_revisions.filter(approved_go_live_at__lt=now).exclude(pk__in=waiting)
    rows = due.order_by("approved_go_live_at", "pk").values_list("pk", "object_id", "approved_go_live_at")
    return [(pk, int(page_id), due_at) for pk, page_id, due_at in rows]


def attempt(action: Callable[[int, int | None], None], page_id: int, revision_id: int | None, due_at: datetime) -> None:
    """Run an action in a transaction of its own, and record its failure in the next one."""
    try:
        with transaction.atomic():
            # Another process that holds the page publishes or edits it. The next minute finds what is left to do.
            if lock_page(page_id, skip_locked=True):
                action(page_id, revision_id)
                ScheduleFailure.objects.filter(page=page_id, revision=revision_id).delete()
    except Exception as error:
        logger.exception("The schedule of page %s failed", page_id)
        record_failure(page_id, revision_id, due_at, error)


def expire(page_id: int, _revision_id: int | None) -> None:
    page = Page.objects.filter(pk=page_id, live=True, expire_at__lt=timezone.now()).first()
    if page is not None:
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish(page_id: int, revision_id: int | None) -> None:
    revision = Revision.objects.filter(pk=revision_id, approved_go_live_at__lt=timezone.now()).first()
    if revision is not None:
        revision.publish(log_action="wagtail.publish.scheduled")


def run_schedule_of_snippets() -> None:
    """Do the same for records of other apps that have a schedule. Their failures are only logged."""
    now = timezone.now()
    models: list[Any] = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    for model in models:
        if not issubclass(model, Page):
            for record in model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
                attempt_snippet(record.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
    pages = Revision.page_revisions.values("pk")
    due = Revision.objects.filter(approved_go_live_at__lt=now).exclude(pk__in=pages)
    for revision in due.order_by("approved_go_live_at"):
        attempt_snippet(revision.publish, log_action="wagtail.publish.scheduled")


def attempt_snippet(action: Callable[..., None], **options) -> None:
    try:
        with transaction.atomic():
            action(**options)
    except Exception:
        logger.exception("A schedule failed")
