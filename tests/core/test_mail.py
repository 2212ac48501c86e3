"""Without a mail server e-mails are kept, and neither printed nor reported as sent."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import ClassVar

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from core.checks import check_mail
from core.mail import HOLDING_BACKEND, enqueue, get_sender, send_held_emails
from core.models import HeldEmail

pytestmark = pytest.mark.django_db
SENDING_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def letter() -> EmailMultiAlternatives:
    message = EmailMultiAlternatives("Your place", "Dear Ada", "blog@example.org", ["ada@example.org"])
    message.attach_alternative("<p>Dear Ada</p>", "text/html")
    message.attach("event.ics", "BEGIN:VCALENDAR", "text/calendar")
    message.attach("plan.pdf", b"%PDF-1.7\xff", "application/pdf")
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    return message


def test_they_are_kept_and_sent_once_there_is_a_server(settings, capsys, caplog):
    settings.EMAIL_BACKEND = HOLDING_BACKEND
    letter().send()
    send_mail("Log in", "Use this link", "blog@example.org", ["edda@example.org"])
    assert HeldEmail.objects.count() == 2
    output = capsys.readouterr()
    assert "ada@example.org" not in output.out + output.err + caplog.text
    assert "EMAIL_URL" in caplog.text
    send_held_emails()
    assert HeldEmail.objects.count() == 2
    settings.EMAIL_BACKEND = SENDING_BACKEND
    send_held_emails()
    send_held_emails()
    assert [message.subject for message in mail.outbox] == ["Your place", "Log in"]
    sent, expected = mail.outbox[0], letter()
    assert sent.to == expected.to
    assert sent.alternatives == expected.alternatives
    assert [tuple(attachment) for attachment in sent.attachments] == [
        tuple(attachment) for attachment in expected.attachments
    ]
    assert sent.extra_headers == expected.extra_headers
    assert not HeldEmail.objects.exists()


def test_one_that_cannot_be_sent_stays(settings, caplog):
    settings.EMAIL_BACKEND = HOLDING_BACKEND
    letter().send()
    settings.EMAIL_BACKEND = "tests.core.test_mail.BrokenBackend"
    send_held_emails()
    assert "no way to the mail server" in caplog.text
    assert HeldEmail.objects.count() == 1


class BrokenBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise OSError("no route")


def test_one_that_is_refused_does_not_keep_others_back(settings, caplog):
    settings.EMAIL_BACKEND = HOLDING_BACKEND
    letter().send()
    send_mail("Log in", "Use this link", "blog@example.org", ["edda@example.org"])
    settings.EMAIL_BACKEND = "tests.core.test_mail.RefusingBackend"
    RefusingBackend.sent.clear()
    send_held_emails()
    assert RefusingBackend.sent == ["Log in"]
    assert "was refused" in caplog.text
    assert [str(held) for held in HeldEmail.objects.all()] == ["Your place"]


class RefusingBackend(BaseEmailBackend):
    """Refuses the address ada@example.org."""

    sent: ClassVar[list[str]] = []

    def send_messages(self, email_messages):
        for message in email_messages:
            if "ada@example.org" in message.to:
                raise SMTPRecipientsRefused({"ada@example.org": (550, b"no such mailbox")})
            self.sent.append(message.subject)


def test_what_is_queued_is_sent_after_the_transaction(settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = SENDING_BACKEND
    with django_capture_on_commit_callbacks(execute=True):
        enqueue([letter()])
        assert mail.outbox == []
    assert [message.subject for message in mail.outbox] == ["Your place"]
    assert not HeldEmail.objects.exists()


def test_the_sender_bears_the_name_of_the_institution(settings):
    settings.DEFAULT_FROM_EMAIL = "Roundtable <blog@example.org>"
    assert get_sender("Northgate, a\nmuseum") == '"Northgate, a museum" <blog@example.org>'
    assert get_sender("") == "Roundtable <blog@example.org>"


def test_after_a_week_they_are_deleted(settings):
    settings.EMAIL_BACKEND = HOLDING_BACKEND
    letter().send()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        send_held_emails()
    assert not HeldEmail.objects.exists()


def test_the_deployment_check_says_what_is_missing(settings):
    assert check_mail() == []
    settings.EMAIL_BACKEND = HOLDING_BACKEND
    assert "EMAIL_URL" in check_mail()[0].msg
