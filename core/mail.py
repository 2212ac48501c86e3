"""The outbox of e-mails to editors and their guests, and the backend of a production site without ``EMAIL_URL``.

``enqueue`` stores an e-mail in the transaction that it is about: it is sent after it, and tried again until it is sent.
What Wagtail and Django send themselves waits in the same table while there is no mail server. Django's own answer to
that, to print e-mails to the console, would write names into the log and report the e-mails as sent.
"""

import base64
import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from email.utils import formataddr, parseaddr
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from .jobs import every
from .models import HeldEmail

logger = logging.getLogger(__name__)

HOLDING_BACKEND = "core.mail.HoldingEmailBackend"
MISSING = "No e-mail is sent: set EMAIL_URL (docs/settings.md). What would be sent is kept for a week."
KEPT = timedelta(days=7)
BATCH_SIZE = 100


def is_configured() -> bool:
    """Whether the site has a mail server to send by."""
    return settings.EMAIL_BACKEND != HOLDING_BACKEND


class HoldingEmailBackend(BaseEmailBackend):
    """Keeps messages in the database instead of sending them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        logger.error(MISSING)
        held = [HeldEmail(message=serialise(message)) for message in email_messages if message.recipients()]
        return len(HeldEmail.objects.bulk_create(held))


def serialise(message: EmailMessage) -> dict:
    """Return a message as JSON can hold it; ``deserialise`` makes it again."""
    return {
        "subject": message.subject,
        "body": message.body,
        "from_email": message.from_email,
        "to": list(message.to),
        "cc": list(message.cc),
        "bcc": list(message.bcc),
        "reply_to": list(message.reply_to),
        "headers": {name: str(value) for name, value in message.extra_headers.items()},
        "content_subtype": message.content_subtype,
        "alternatives": [list(alternative) for alternative in getattr(message, "alternatives", [])],
        "attachments": [_serialise_attachment(attachment) for attachment in message.attachments],
    }


def _serialise_attachment(attachment) -> list:
    name, content, mimetype = attachment
    data = content if isinstance(content, bytes) else str(content).encode()
    return [name, base64.b64encode(data).decode(), mimetype]


def deserialise(data: dict) -> EmailMultiAlternatives:
    fields = {name: data[name] for name in ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "headers")}
    message = EmailMultiAlternatives(**fields)
    message.content_subtype = data["content_subtype"]
    for content, mimetype in data["alternatives"]:
        message.attach_alternative(content, mimetype)
    for name, content, mimetype in data["attachments"]:
        raw = base64.b64decode(content)
        message.attach(name, raw.decode() if (mimetype or "").startswith("text/") else raw, mimetype)
    return message


def get_sender(organisation: str) -> str:
    """Return the address that the site sends from, under the name of the institution (RFC 5322, 3.4)."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((" ".join(organisation.split()) or name, address))


def enqueue(messages: Iterable[EmailMessage]) -> None:
    """Store e-mails in the current transaction, and send them once it is committed."""
    held = HeldEmail.objects.bulk_create([HeldEmail(message=serialise(message)) for message in messages])
    if held:
        transaction.on_commit(partial(send_now.enqueue, [email.pk for email in held]))


@task()
def send_now(held_ids: list[int]) -> None:
    send_held(held_ids)


@every(timedelta(minutes=1))
def send_held_emails() -> None:
    """Send what was held as soon as there is a mail server; drop what nobody would want any longer."""
    HeldEmail.objects.filter(created_at__lte=timezone.now() - KEPT).delete()
    send_held(HeldEmail.objects.order_by("pk").values_list("pk", flat=True)[:BATCH_SIZE])


def send_held(held_ids: Iterable[int]) -> None:
    """Send the e-mails with these ids. One that is refused stays, and the others are sent all the same."""
    if not is_configured():
        return
    connection = get_connection()
    for pk in list(held_ids):
        try:
            send_one(pk, connection)
        except SMTPException:
            logger.exception("An e-mail (%s) was refused; it is tried again", pk)
        except OSError:
            logger.exception("There is no way to the mail server; what waits is tried again")
            return


@transaction.atomic
def send_one(pk: int, connection: BaseEmailBackend) -> None:
    held = HeldEmail.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if held is not None:
        message = deserialise(held.message)
        message.connection = connection
        message.send()
        held.delete()
