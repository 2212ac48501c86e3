"""Telling those who booked what has changed about the event, in the transaction that publishes the change.

The editor's button, schedules, approvals, bulk actions, code and a venue's new address all end in ``event_changed``.
"""

from typing import Any

from django.dispatch import receiver
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from events.models import EventPage
from events.signals import event_changed

from .differences import State, concerns_who_booked
from .models import BookingEmail, EventChange, NoticeChoice
from .outbox import enqueue_emails


def keep_choice(revision: Revision, is_told: bool) -> None:
    """Keep the editor's answer until the version is published."""
    NoticeChoice.objects.update_or_create(revision=revision, defaults={"is_told": is_told})


def get_choice(revision_id: int | None) -> bool:
    """Return whether those who booked are told of this version."""
    return not NoticeChoice.objects.filter(revision=revision_id, is_told=False).exists()


def take_choice(revision_id: int | None) -> bool:
    """Return the same, and forget it: the answer holds for one publication."""
    is_told = get_choice(revision_id)
    NoticeChoice.objects.filter(revision=revision_id).delete()
    return is_told


@receiver(event_changed, sender=EventPage)
def tell_who_booked(
    sender: type[EventPage], event: EventPage, before: State, is_told: bool | None, **kwargs: Any
) -> EventChange | None:
    """Write to everybody with a place or on the waiting list whose address is known to be theirs.

    The event's row is locked, so that everybody has booked either before the change or after it.
    """
    told = take_choice(event.live_revision_id) if is_told is None else is_told
    after: Any = event.published_state
    if not told or not concerns_who_booked(before, after):
        return None
    bookings = list(event.bookings.reachable())
    if not bookings:
        return None
    change = EventChange.objects.create(event=event, before=before, after=after, reason=event.status_reason)
    enqueue_emails(bookings, BookingEmail.Kind.CHANGED, change=change)
    log(Page.objects.get(pk=event.pk), "events.bookings.told", data={"number": len(bookings)})
    return change
