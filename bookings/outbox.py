"""The outbox of booking e-mails.

An e-mail is stored in the transaction that it is about, sent by a task after it, and tried again until it is sent.
Without a mail server (``EMAIL_URL``) nothing is tried: e-mails stay due, and are sent once there is one.
"""

import logging
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from core.jobs import every
from core.mail import MISSING, is_configured

from .confirmation import get_deadline
from .emails import compose
from .models import Booking, BookingEmail, BookingMessage

logger = logging.getLogger(__name__)

FIRST_RETRY_DELAY = timedelta(minutes=1)
MAX_RETRY_DELAY = timedelta(hours=6)
# For this long, the job leaves a new e-mail to its task.
TASK_GRACE = timedelta(minutes=1)
BATCH_SIZE = 200


def enqueue_email(booking: Booking, kind: BookingEmail.Kind, message: BookingMessage | None = None) -> BookingEmail:
    """Store an e-mail about ``booking``, and send it once the transaction is committed."""
    email = BookingEmail.objects.create(booking=booking, kind=kind, message=message, due_at=timezone.now() + TASK_GRACE)
    transaction.on_commit(partial(send_booking_email.enqueue, email.pk))
    return email


def enqueue_message(message: BookingMessage, bookings: list[Booking]) -> None:
    """Store an e-mail with ``message`` for each booking, and send them once the transaction is committed."""
    kind, due_at = BookingEmail.Kind.MESSAGE, timezone.now() + TASK_GRACE
    BookingEmail.objects.bulk_create(
        [BookingEmail(booking=booking, kind=kind, message=message, due_at=due_at) for booking in bookings]
    )
    transaction.on_commit(partial(send_message.enqueue, message.pk))


@task()
def send_message(message_id: int) -> None:
    for email_id in BookingEmail.objects.filter(message=message_id, sent_at=None).values_list("pk", flat=True):
        send(email_id)


@task()
def send_booking_email(email_id: int) -> None:
    send(email_id)


def send(email_id: int) -> bool:
    """Send one e-mail unless it was sent or another process is sending it. Returns whether it was sent now."""
    if not is_configured():
        return False
    with transaction.atomic():
        unsent = BookingEmail.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at=None)
        email = unsent.select_related("booking__event", "message").filter(pk=email_id).first()
        if email is None:
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
