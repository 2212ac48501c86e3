"""Cancelling, postponing or moving an event online at once, and telling those who booked: one transaction."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from content.actions import lock_page
from events.models import EventPage
from events.status import Status

from .notices import keep_choice

#: What an event may become, and in which words. A new date needs more than a status: the editor's form has it.
NEW_STATUSES = {
    Status.CANCELLED: gettext_lazy("It is cancelled"),
    Status.POSTPONED: gettext_lazy("It is postponed, and has no new date yet"),
    Status.ONLINE: gettext_lazy("It takes place online"),
    Status.SCHEDULED: gettext_lazy("It takes place as planned after all"),
}


def get_new_statuses(event: EventPage) -> list[Status]:
    """Return what an event may become, the likeliest first: what it is not, and “as planned” only if it is not."""
    current = Status.SCHEDULED if event.status in {Status.FULL, Status.RESCHEDULED} else Status(event.status)
    return [status for status in NEW_STATUSES if status != current]


def set_status(event: EventPage, status: str, reason: str, online_url: str) -> None:
    """Set the new status on ``event`` in memory. One that takes place as planned has no reason."""
    event.status = status
    event.status_reason = "" if status == Status.SCHEDULED else reason
    if status == Status.ONLINE and online_url:
        event.online_url = online_url


@transaction.atomic
def change_status(
    event_id: int, status: str, user: Any, *, reason: str = "", online_url: str = "", is_told: bool = True
) -> None:
    """Publish the event as visitors see it with a new status.

    Changes that wait in a draft keep waiting there, with the new status; a schedule for them is taken off, as it would
    undo the status. Raises ``ValidationError`` if the event may not be published so, or has the status already.
    """
    lock_page(event_id)
    event = EventPage.objects.get(pk=event_id)
    if event.status == status:
        raise ValidationError(_("Somebody has just done that."), code="done")
    draft = event.get_latest_revision_as_object() if event.has_unpublished_changes else None
    set_status(event, status, reason, online_url)
    if event.go_live_at and event.go_live_at > timezone.now():
        event.go_live_at = None
    revision = event.save_revision(user=user, clean=False)
    keep_choice(revision, is_told)
    PublishPageRevisionAction(revision, user=user).execute()
    if draft:
        set_status(draft, status, reason, online_url)
        draft.go_live_at = None
        draft.save_revision(user=user, clean=False)
