"""Addresses that must be confirmed: a place is held, a stranger gets one e-mail, nobody is overtaken."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from bookings import services
from bookings.models import Booking, BookingEmail, BookingMessage, BookingTotals
from bookings.outbox import send_pending_emails
from bookings.services import release_unconfirmed
from bookings.tokens import make_booking_token
from core.mail import HOLDING_BACKEND
from delivery.jobs import run_due_jobs

from .conftest import statuses, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(make_event):
    return make_event(capacity=1, confirm_addresses=True)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def own_address(booking: Booking) -> str:
    return f"{booking.event.url}booking/{make_booking_token(booking)}/"


def confirm(client, booking: Booking):
    return client.post(f"{own_address(booking)}confirm/")


def after(**time):
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


def sent() -> list[tuple[str, str]]:
    return [(message.to[0], str(message.subject)) for message in mail.outbox]


class TestConfirming:
    def test_the_way_of_a_visitor(self, client, event, fill_in, committed):
        with committed():
            html = client.get(fill_in(event).url).content.decode()
        assert "confirm your address" in html
        assert "within 24 hours" in html
        [message] = mail.outbox
        [booking] = event.bookings.all()
        assert message.subject == "Please confirm your address: The hearing"
        assert own_address(booking) in message.body
        assert "Ada Quill" not in message.body, "anybody may have typed the name"
        assert not message.attachments
        html = client.get(own_address(booking)).content.decode()
        assert "Yes, this is my address" in html
        assert booking.is_unconfirmed, "opening the link confirms nothing: programs open links in e-mails"
        with committed():
            assert confirm(client, booking).url == own_address(booking)
            confirm(client, booking)
        booking.refresh_from_db()
        assert not booking.is_unconfirmed
        assert "You have a place" in client.get(own_address(booking)).content.decode()
        assert sent()[1:] == [("ada@example.org", "Your place: The hearing")]

    def test_by_a_button_alone(self, client, event, book):
        booking = book(event)
        assert client.get(f"{own_address(booking)}confirm/").status_code == 405
        assert Client(enforce_csrf_checks=True).post(f"{own_address(booking)}confirm/").status_code == 403
        assert event.bookings.get().is_unconfirmed

    def test_editors_and_other_events_need_none(self, event, make_event, book):
        assert not book(make_event("Another")).is_unconfirmed
        result = services.book(event.pk, name="Ada", email="ada@example.org", by_editor=True)
        assert not result.booking.is_unconfirmed
        assert result.booking.emails.get().kind == "confirmed"


class TestOneEmailToAStranger:
    def test_whatever_happens(self, client, event, book, committed, fill_in, editor_client):
        """Booked twice, given a place, written to, cancelled by an editor: one e-mail, and it asks."""
        with committed():
            first = book(event, "Ada")
            book(event, "Bea")
        with committed():
            with after(hours=1):
                fill_in(event, email="BEA@example.org")
            services.cancel(first)
            message = {"audience": "active", "subject": "News", "body": "Hello.", "send": "1"}
            editor_client.post(url("write", event), message | {"submission": "7d6b2a7e-7f3d-4a0e-9d7c-3f5b1c2d4e6f"})
            services.cancel(event.bookings.get(name="Bea"))
        subject = "Please confirm your address: The hearing"
        assert sent() == [("ada@example.org", subject), ("bea@example.org", subject)]
        assert not BookingMessage.objects.filter(recipients__gt=0).exists()

    def test_what_was_cancelled_before_it_was_sent_is_not_sent(self, event, book, settings):
        backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, HOLDING_BACKEND
        booking = book(event)
        services.cancel(booking)
        settings.EMAIL_BACKEND = backend
        with after(hours=1):
            send_pending_emails()
        assert not mail.outbox


class TestTheDeadline:
    def test_a_place_is_held_and_then_given_on(self, event, book, committed):
        ada = book(event, "Ada")
        with after(hours=1):
            bea = book(event, "Bea")
        services.confirm_address(bea)
        assert statuses(event) == ["confirmed", "waiting"]
        event.refresh_from_db()
        assert event.is_full
        self.mark_as_sent()
        with after(hours=24, seconds=-1):
            release_unconfirmed()
        assert statuses(event) == ["confirmed", "waiting"]
        with after(hours=24), committed():
            release_unconfirmed()
        [left] = event.bookings.all()
        assert (left.name, left.status) == ("Bea", "confirmed")
        assert ("bea@example.org", "You have a place now: The hearing") in sent()
        assert not Booking.objects.filter(pk=ada.pk).exists()
        assert not BookingTotals.objects.exists(), "it never counted"

    def test_somebody_who_waits_keeps_the_position_and_learns_of_a_place_when_confirming(
        self, client, event, book, committed
    ):
        ada = book(event, "Ada")
        bea, cyd = book(event, "Bea"), book(event, "Cyd")
        services.confirm_address(cyd)
        with committed():
            services.cancel(ada)
        assert statuses(event) == ["cancelled", "confirmed", "waiting"]
        assert not [message for message in mail.outbox if "You have a place" in message.subject]
        with committed():
            confirm(client, bea)
        assert ("bea@example.org", "Your place: The hearing") in sent()

    def test_it_is_the_start_of_an_event_that_begins_sooner(self, make_event, book):
        event = make_event(confirm_addresses=True, starts_at=timezone.now() + timedelta(hours=2))
        assert book(event).confirm_by == event.starts_at

    def test_it_runs_from_the_moment_the_email_could_be_sent(self, event, book, committed, settings):
        backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, HOLDING_BACKEND
        with committed():
            book(event)
        with after(hours=30):
            send_pending_emails()
            release_unconfirmed()
        assert event.bookings.exists()
        settings.EMAIL_BACKEND = backend
        with after(hours=30):
            send_pending_emails()
        assert len(mail.outbox) == 1
        with after(hours=53):
            release_unconfirmed()
        assert event.bookings.exists()
        with after(hours=55):
            release_unconfirmed()
        assert not event.bookings.exists()

    def test_an_address_that_no_server_takes_holds_a_place_no_longer(self, event, book):
        book(event)
        self.mark_as_sent(sent_at=None)
        with after(hours=25):
            release_unconfirmed()
        assert not event.bookings.exists()

    def test_it_is_a_job_of_the_site(self, event, book):
        book(event)
        self.mark_as_sent()
        with after(hours=25):
            assert any("release_unconfirmed" in name for name in run_due_jobs())
        assert not Booking.objects.exists()

    def test_the_link_leads_nowhere_afterwards(self, client, event, book):
        booking = book(event)
        self.mark_as_sent()
        with after(hours=25):
            release_unconfirmed()
        for response in (confirm(client, booking), client.get(own_address(booking))):
            assert response.status_code == 404
            assert "This booking is no longer there" in response.content.decode()

    def mark_as_sent(self, **fields):
        BookingEmail.objects.update(**({"attempts": 1, "sent_at": timezone.now()} | fields))


def test_the_list_of_bookings_says_so(editor_client, event, book):
    book(event)
    assert "Confirmed, address not confirmed yet" in editor_client.get(url("list", event)).content.decode()
    text = b"".join(editor_client.get(f"{url('list', event)}?export=csv").streaming_content).decode()
    assert "address not confirmed yet" in text
