"""The e-mails to those who booked, and that none is lost."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from unittest.mock import patch

import icalendar
import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from bookings import services
from bookings.emails import compose
from bookings.models import BookingEmail, BookingMessage, EventChange
from bookings.outbox import enqueue_email, send_pending_emails
from core.mail import HOLDING_BACKEND, send_held_emails
from core.models import HeldEmail

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


class TestWords:
    def test_each_change_is_told_once_and_to_whom_it_concerns(self, make_event, book, committed):
        event = make_event(capacity=1)
        with committed():
            ada, bea = book(event, "Ada"), book(event, "Bea")
            services.cancel(ada)
            services.cancel(bea)
        assert [(message.to[0], message.subject) for message in mail.outbox] == [
            ("ada@example.org", "Your place: The hearing"),
            ("bea@example.org", "You are on the waiting list: The hearing"),
            ("ada@example.org", "Your booking is cancelled: The hearing"),
            ("bea@example.org", "You have a place now: The hearing"),
            ("bea@example.org", "Your booking is cancelled: The hearing"),
        ]

    def test_text_and_html_say_the_same_with_whole_addresses(self, make_event, book):
        event = make_event('Bread & "roses"')
        message = compose(book(event, "Ada").emails.get())
        html, kind = message.alternatives[0]
        assert kind == "text/html"
        assert 'Bread & "roses"' in message.body
        assert "Bread &amp; &quot;roses&quot;" in html
        for text in (message.body, html):
            assert f"{event.full_url}booking/" in text
            assert "Dear Ada" in text
            assert event.location in text
            assert f"{event.local_start:%H:%M}" in text

    def test_whoever_has_a_place_gets_the_event_for_their_calendar(self, make_event, book):
        event = make_event(capacity=1)
        bookings = [book(event, name) for name in ("Ada", "Bea")]
        services.cancel(bookings[0])
        messages = [compose(email) for email in BookingEmail.objects.order_by("pk")]
        attached = [[name for name, _content, _type in message.attachments] for message in messages]
        # Ada cancelled before any of her messages was written.
        assert attached == [[], [], [], ["the-hearing.ics"]]
        _name, content, kind = messages[3].attachments[0]
        assert kind == "text/calendar"
        component = icalendar.Calendar.from_ical(content).events[0]
        assert component["uid"] == str(event.uid)
        assert component.start == event.local_start.replace(microsecond=0)
        part = list(messages[3].message().walk())[-1]
        assert part.get_filename() == "the-hearing.ics"
        assert b"BEGIN:VCALENDAR" in part.get_payload(decode=True)

    def test_no_name_or_title_begins_a_header(self, make_event, book):
        event = make_event("The hearing\r\nBcc: everybody@example.org")
        booking = book(event, "Ada\r\nBcc: b@example.org", email="ada@example.org")
        message = BookingMessage(event=event, subject="News\nTo: c@example.org", body="Hello.\n.\nBcc: x")
        state = event.published_state
        change = EventChange(event=event, before=state, after=state | {"title": "A\r\nBcc: d@example.org"})
        for kind in BookingEmail.Kind:
            about = {"message": message, "change": change if kind == BookingEmail.Kind.CHANGED else None}
            sent = compose(BookingEmail(booking=booking, kind=kind, **about)).message()
            assert sent.get_all("To") == ["ada@example.org"]
            assert sent.get_all("Bcc") is None
            assert "\n" not in sent["Subject"].replace("\n ", "")

    def test_what_somebody_wrote_is_text_in_the_html(self, make_event, book):
        booking = book(make_event(), "<b>Ada</b>", email="ada@example.org")
        html = compose(booking.emails.get()).alternatives[0][0]
        assert "Dear &lt;b&gt;Ada&lt;/b&gt;" in html


class Unreachable(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("the server is away")


class TestWithoutAMailServer:
    def test_they_stay_due_and_are_sent_once_there_is_one(self, make_event, book, committed, settings, caplog):
        sending, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, HOLDING_BACKEND
        with committed():
            booking = book(make_event())
        for hours in (1, 50):
            with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
                send_pending_emails()
        email = booking.emails.get()
        assert (email.sent_at, email.attempts, email.error) == (None, 0, "")
        assert not HeldEmail.objects.exists(), "it waits in one place, so that it is sent once"
        assert "EMAIL_URL" in caplog.text
        assert "ada@example.org" not in caplog.text
        settings.EMAIL_BACKEND = sending
        with time_machine.travel(email.due_at, tick=False):
            for _time in range(2):
                send_held_emails()
                send_pending_emails()
        assert [message.to for message in mail.outbox] == [["ada@example.org"]]
        email.refresh_from_db()
        assert email.sent_at is not None

    def test_the_list_says_that_they_wait(self, make_event, book, committed, settings, editor_client):
        settings.EMAIL_BACKEND = HOLDING_BACKEND
        event = make_event()
        with committed():
            book(event)
        address = reverse("bookings:list", args=[event.pk])
        with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
            assert "1 e-mail could not be sent yet" in editor_client.get(address).content.decode()


class TestNothingIsLost:
    def test_what_fails_is_logged_and_tried_again(self, make_event, book, committed, settings, caplog):
        settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
        with committed():
            booking = book(make_event())
        [email] = booking.emails.all()
        assert (email.attempts, email.sent_at) == (1, None)
        assert "the server is away" in email.error
        assert "could not be sent" in caplog.text
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        send_pending_emails()
        assert not mail.outbox, "It is tried again after a pause, not at once."
        with time_machine.travel(email.due_at, tick=False):
            send_pending_emails()
            send_pending_emails()
        assert len(mail.outbox) == 1
        email.refresh_from_db()
        assert email.sent_at
        assert not email.error

    def test_pauses_grow_and_it_is_never_given_up(self, make_event, book, settings):
        settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
        email = book(make_event()).emails.get()
        pauses = []
        for _attempt in range(12):
            with time_machine.travel(email.due_at, tick=False):
                send_pending_emails()
                email.refresh_from_db()
                pauses.append(email.due_at - timezone.now())
        assert pauses == sorted(pauses)
        assert pauses[0] < timedelta(minutes=5)
        assert pauses[-1] == timedelta(hours=6)

    def test_what_the_site_owed_when_it_stopped_is_sent(self, make_event, book):
        # The transaction of a test is never committed: as if the process had died right after.
        email = book(make_event()).emails.get()
        assert not mail.outbox
        with time_machine.travel(email.due_at, tick=False):
            send_pending_emails()
        assert len(mail.outbox) == 1

    def test_one_that_cannot_be_written_stops_no_other(self, make_event, book):
        event = make_event()
        first, second = book(event, "Ada"), book(event, "Bea")
        with (
            time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False),
            patch("bookings.outbox.compose", side_effect=[ValueError("broken"), compose(second.emails.get())]),
        ):
            send_pending_emails()
        assert [message.to for message in mail.outbox] == [["bea@example.org"]]
        assert "broken" in first.emails.get().error

    def test_nothing_is_owed_for_what_did_not_happen(self, make_event):
        event = make_event(capacity=1, waiting_list=False)
        services.book(event.pk, name="Ada", email="ada@example.org")
        services.book(event.pk, name="Bea", email="bea@example.org")
        assert BookingEmail.objects.count() == 1

    def test_nothing_is_sent_to_somebody_whose_data_is_deleted(self, make_event, book):
        booking = book(make_event())
        enqueue_email(booking, BookingEmail.Kind.CONFIRMED)
        services.erase(booking)
        with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
            send_pending_emails()
        assert not mail.outbox
