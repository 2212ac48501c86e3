"""E-mails are owed in the transaction that they tell of, sent after it, and tried again until they are sent."""

import logging
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from core.jobs import every

from .letters import compose
from .models import Booking, BookingEmail, BookingMessage

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
# The job waits a little, so that it does not race the task that is under way anyway.
GRACE = timedelta(minutes=1)
BATCH = 200


def owe(booking: Booking, kind: BookingEmail.Kind, message: BookingMessage | None = None) -> BookingEmail:
    """Note that ``booking`` is to get an e-mail, and send it once the transaction is committed."""
    email = BookingEmail.objects.create(booking=booking, kind=kind, message=message, due_at=timezone.now() + GRACE)
    transaction.on_commit(partial(send_booking_email.enqueue, email.pk))
    return email


def owe_message(message: BookingMessage, bookings: list[Booking]) -> None:
    """Note that each of ``bookings`` is to get ``message``, and send it in the background after the transaction."""
    kind, due_at = BookingEmail.Kind.MESSAGE, timezone.now() + GRACE
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
    """Send one e-mail unless it is sent or being sent already. Returns whether it was sent now."""
    with transaction.atomic():
        unsent = BookingEmail.objects.select_for_update(skip_locked=True, of=("self",)).filter(sent_at=None)
        email = unsent.select_related("booking__event", "message").filter(pk=email_id).first()
        if email is None:
            return False
        email.attempts += 1
        try:
            compose(email).send()
        except Exception as error:  # whatever a mail server or a template does, the e-mail stays owed
            logger.exception("A booking's e-mail (%s) could not be sent; it is tried again", email.pk)
            email.error = f"{type(error).__name__}: {error}"
            email.due_at = timezone.now() + min(FIRST_PAUSE * 2 ** min(email.attempts, 20), LONGEST_PAUSE)
        else:
            email.error = ""
            email.sent_at = timezone.now()
        email.save(update_fields=["attempts", "error", "due_at", "sent_at"])
        return email.sent_at is not None


@every(timedelta(minutes=1))
def send_owed_emails() -> None:
    """Send what is due still: what failed, and what was owed when the site stopped."""
    due = BookingEmail.objects.filter(sent_at=None, due_at__lte=timezone.now())
    for email_id in list(due.order_by("due_at").values_list("pk", flat=True)[:BATCH]):
        send(email_id)
