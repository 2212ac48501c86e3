"""The outbox of booking e-mails.

An e-mail is stored in the transaction that it is about, sent by a task after it, and tried again until it is sent.
Without a mail server (``EMAIL_URL``) nothing is tried: e-mails stay due, and are sent once there is one.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from core.jobs import every
from core.mail import MISSING, is_configured

from .confirmation import get_deadline
from .emails import compose
from .models import Booking, BookingEmail

logger = logging.getLogger(__name__)

FIRST_RETRY_DELAY = timedelta(minutes=1)
MAX_RETRY_DELAY = timedelta(hours=6)
# For this long, the job leaves a new e-mail to its task.
TASK_GRACE = timedelta(minutes=1)
BATCH_SIZE = 200


def enqueue_email(booking: Booking, kind: BookingEmail.Kind) -> BookingEmail:
    """Store an e-mail about ``booking``, and send it once the transaction is committed."""
    [email] = enqueue_emails([booking], kind)
    return email


def enqueue_emails(bookings: Iterable[Booking], kind: BookingEmail.Kind, **about: Any) -> list[BookingEmail]:
    """Store an e-mail for each booking, and send them once the transaction is committed.

    ``about`` are further fields of ``BookingEmail``: the message, the change or the day that the e-mails are about.
    """
    due_at = timezone.now() + TASK_GRACE
    emails = BookingEmail.objects.bulk_create(
        [BookingEmail(booking=booking, kind=kind, due_at=due_at, **about) for booking in bookings]
    )
    if emails:
        transaction.on_commit(partial(send_emails.enqueue, [email.pk for email in emails]))
    return emails


@task()
def send_emails(email_ids: list[int]) -> None:
    for email_id in email_ids:
        send(email_id)


def send(email_id: int) -> bool:
    """Send one e-mail unless it was sent or another process is sending it. Returns whether it was sent now."""
    if not is_configured():
        return False
    with transaction.atomic():
        unsent = BookingEmail.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at=None)
        email = unsent.select_related("booking__event", "message", "change").filter(pk=email_id).first()
        if email is None:
            return False
        if is_out_of_date(email):
            email.delete()
            return False
        email.attempts += 1
        if email.kind == BookingEmail.Kind.ADDRESS and email.attempts == 1:
            _start_deadline(email.booking)
        try:
            compose(email).send()
        except Exception as error:  # whatever fails, the e-mail stays in the outbox
            logger.exception("A booking's e-mail (%s) could not be sent; it is tried again", email.pk)
            email.error = f"{type(error).__name__}: {error}"
            email.due_at = timezone.now() + min(FIRST_RETRY_DELAY * 2 ** min(email.attempts, 20), MAX_RETRY_DELAY)
        else:
            email.error = ""
            email.sent_at = timezone.now()
        email.save(update_fields=["attempts", "error", "due_at", "sent_at"])
        return email.sent_at is not None


def is_out_of_date(email: BookingEmail) -> bool:
    """Whether an e-mail that waited says nothing any more: the booking was cancelled, the event begun or moved."""
    event, kinds = email.booking.event, BookingEmail.Kind
    if email.kind not in {kinds.CHANGED, kinds.REMINDER, kinds.MESSAGE}:
        return False
    if email.booking.is_cancelled:
        return True
    if email.kind != kinds.REMINDER:
        return False
    takes_place = event.live and not event.is_cancelled_or_postponed and not event.has_begun
    return not takes_place or event.first_day != email.reminder_of


def _start_deadline(booking: Booking) -> None:
    """Let the time to confirm the address run from now: the e-mail may have waited for a mail server."""
    if booking.is_unconfirmed:
        booking.confirm_by = get_deadline(booking.event)
        Booking.objects.filter(pk=booking.pk, confirm_by__isnull=False).update(confirm_by=booking.confirm_by)


@every(timedelta(minutes=1))
def send_pending_emails() -> None:
    """Send what is due: e-mails that failed before, or whose task was lost when the site stopped."""
    due = BookingEmail.objects.filter(sent_at=None, due_at__lte=timezone.now())
    if not is_configured():
        if due.exists():
            logger.error(MISSING)
        return
    for email_id in list(due.order_by("due_at").values_list("pk", flat=True)[:BATCH_SIZE]):
        send(email_id)
