"""Failures of scheduled publishing: recorded, and reported to a page's author and its editors."""

import logging
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import OperationalError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from users.models import User

from .models import ScheduleFailure

logger = logging.getLogger(__name__)

#: The log action of a scheduled publication or expiry that failed, with the reasons.
SCHEDULE_FAILED = "roundtable.schedule.failed"
FIRST_PAUSE = timedelta(minutes=1)
MAX_PAUSE = timedelta(hours=6)
#: How often an error that usually passes by itself, such as a lost connection, is tried before somebody is told.
ATTEMPTS_BEFORE_REPORT = 3


def delete_outdated_failures() -> None:
    """Delete the failures of what is no longer due: called off, published by hand, or with another date."""
    for failure in ScheduleFailure.objects.select_related("page", "revision"):
        due_at = failure.revision.approved_go_live_at if failure.revision else failure.page.expire_at
        if failure.due_at != due_at or (not failure.revision and not failure.page.live):
            failure.delete()


@transaction.atomic
def record_failure(page_id: int, revision_id: int | None, due_at: datetime, error: Exception) -> None:
    """Store why a page could not be published or unpublished, and when it is tried again.

    New reasons are written into the page's history and reported again.
    """
    page = Page.objects.select_for_update(no_key=True).filter(pk=page_id).first()
    if page is None:
        return
    now = timezone.now()
    failure = ScheduleFailure.objects.filter(page=page, revision=revision_id).first()
    if failure is None:
        failure = ScheduleFailure(page=page, revision_id=revision_id, reasons=[])
    reasons = get_reasons(error)
    failure.attempts += 1
    failure.due_at, failure.failed_at = due_at, now
    failure.retry_at = now + min(FIRST_PAUSE * 2 ** min(failure.attempts - 1, 20), MAX_PAUSE)
    if failure.reasons != reasons:
        failure.reasons, failure.reported_at = reasons, None
        revision = Revision.objects.filter(pk=revision_id).first()
        log(instance=page.specific_deferred, action=SCHEDULE_FAILED, revision=revision, data={"reasons": reasons})
    failure.save()


def get_reasons(error: Exception) -> list[str]:
    """Return what to tell editors: the messages of a check or a validation, the name of any other error."""
    if isinstance(error, ValidationError):
        return [str(message) for message in error.messages]
    # The text of an error may hold values of other records; the log has it.
    return [_("The site could not do it (%(error)s). Please tell its administrator.") % {"error": type(error).__name__}]


def report_failures() -> None:
    """Write to the author and the editors of each page with a failure that has not been reported."""
    passing = Q(attempts__lt=ATTEMPTS_BEFORE_REPORT) & Q(reasons=get_reasons(OperationalError()))
    for pk in list(ScheduleFailure.objects.filter(~passing, reported_at=None).values_list("pk", flat=True)):
        try:
            report_failure(pk)
        except Exception:  # it stays unreported, and the next minute tries again
            logger.exception("Nobody could be told of a scheduled page that failed (%s)", pk)


@transaction.atomic
def report_failure(pk: int) -> None:
    failure = ScheduleFailure.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if failure is None or failure.reported_at:
        return
    page = failure.page
    context = {"failure": failure, "page": page, "admin": get_admin_base_url() or ""}
    subject = _("Not published as scheduled: %(page)s") if failure.revision_id else _("Not taken offline: %(page)s")
    text = render_to_string("emails/schedule_failed.txt", context)
    title = " ".join(page.get_admin_display_title().split())
    messages = [
        EmailMessage(subject % {"page": title}, text, to=[address], headers={"Auto-Submitted": "auto-generated"})
        for address in sorted(get_addresses(failure))
    ]
    failure.reported_at = timezone.now()
    failure.save(update_fields=["reported_at"])
    get_connection().send_messages(messages)


def get_addresses(failure: ScheduleFailure) -> set[str]:
    """Return the e-mail addresses of the page's author, of who scheduled it, and of those who may publish it."""
    editors = policy_registry.get_by_type(Page).users_with_permission_for_instance("publish", failure.page)
    known = {failure.page.owner_id, failure.revision and failure.revision.user_id}
    users = User.objects.filter(Q(pk__in=editors.values("pk")) | Q(pk__in=known - {None}), is_active=True)
    return set(users.exclude(email="").values_list("email", flat=True))
