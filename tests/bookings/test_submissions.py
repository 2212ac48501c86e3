"""A form makes one booking, whoever sends it how often; forms are limited in number; answers tell nobody who booked."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from bookings.models import Booking, BookingEmail, BookingSubmission
from bookings.retention import delete_answered_forms
from bookings.views import MAX_FORMS, MAX_FORMS_PER_ADDRESS

from .conftest import find_form_token, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def form_token(client, make_event):
    """A form that somebody opened some seconds ago, of an event with two places."""
    event = make_event(capacity=2)
    with time_machine.travel(timezone.now() - timedelta(seconds=20), tick=False):
        token = find_form_token(client.get(f"{event.url}book/").content.decode())
    return event, token


def send(client, event, token: str, email: str = "ada@example.org", name: str = "Ada Quill"):
    return client.post(f"{event.url}book/", {"name": name, "email": email, "form_token": token})


class TestOneBookingAForm:
    def test_forty_addresses_with_one_token_are_one_booking_and_one_email(
        self, form_token, django_capture_on_commit_callbacks
    ):
        event, token = form_token
        with django_capture_on_commit_callbacks(execute=True):
            pages = set()
            for number in range(40):
                client = Client(REMOTE_ADDR=f"192.0.2.{number}")
                response = send(client, event, token, f"{number}@example.org")
                assert response.status_code == 302
                pages.add(client.get(response.url).content.decode())
        [booking] = event.bookings.all()
        assert booking.email == "0@example.org"
        assert [message.to for message in mail.outbox] == [["0@example.org"]]
        assert len(pages) == 1
        assert "0@example.org" in pages.pop()

    def test_a_form_of_somebody_who_had_booked_makes_nothing_either(self, client, form_token, book):
        event, token = form_token
        book(event)
        send(client, event, token)
        send(client, event, token, "stranger@example.org")
        assert [booking.email for booking in event.bookings.all()] == ["ada@example.org"]
        assert BookingEmail.objects.count() == 1

    def test_a_form_that_found_no_place_can_be_sent_again(self, client, form_token, book):
        event, token = form_token
        type(event).objects.filter(pk=event.pk).update(waiting_list=False)
        full = [book(event, name) for name in ("Bea", "Cyd")]
        response = send(client, event, token)
        assert "All places are taken." in response.content.decode()
        assert len(statuses(event)) == 2
        Booking.objects.filter(pk=full[0].pk).delete()
        new_token = response.context["form"]["form_token"].value()
        assert new_token != token
        with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=False):
            assert send(client, event, new_token).status_code == 302

    def test_an_invalid_form_uses_nothing_up(self, client, form_token):
        event, token = form_token
        assert send(client, event, token, "no address").status_code == 200
        assert send(client, event, token).status_code == 302

    def test_records_of_forms_go_when_their_tokens_do(self, client, form_token):
        event, token = form_token
        send(client, event, token)
        with time_machine.travel(timezone.now() + timedelta(hours=11), tick=False):
            delete_answered_forms()
        assert BookingSubmission.objects.count() == 1
        with time_machine.travel(timezone.now() + timedelta(hours=12), tick=False):
            delete_answered_forms()
        assert not BookingSubmission.objects.exists()
        assert statuses(event) == ["confirmed"]


class TestLimits:
    def test_all_processes_count_together(self, make_event, fill_in):
        """A process of its own has a cache of its own: emptying it makes this one a new one."""
        with time_machine.travel("2026-03-02T10:01:00Z", tick=False):
            event = make_event()
            for number in range(MAX_FORMS):
                cache.clear()
                assert fill_in(event, email=f"{number}@example.org").status_code == 302
            assert fill_in(event, email="more@example.org").status_code == 429
        assert event.bookings.count() == MAX_FORMS

    def test_one_mailbox_gets_so_many_from_anywhere(self, client, make_event, fill_in):
        with time_machine.travel("2026-03-02T10:01:00Z", tick=False):
            for number in range(MAX_FORMS_PER_ADDRESS):
                client.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
                email = f"Ada+{number}@example.org" if number % 2 else "ADA@example.org"
                assert fill_in(make_event(f"Event {number}"), email=email).status_code == 302
            client.defaults["REMOTE_ADDR"] = "192.0.2.99"
            response = fill_in(make_event("One more"), email="ada@example.org")
            assert response.status_code == 429
            assert 3480 < int(response["Retry-After"]) <= 3541
            assert "with this address. Please send yours again in 59 minutes" in response.content.decode()
            assert fill_in(make_event("Another"), email="bea@example.org").status_code == 302

    def test_whether_the_address_had_booked_makes_no_difference(self, client, make_event, fill_in, book):
        with time_machine.travel("2026-03-02T10:01:00Z", tick=False):
            event = make_event()
            book(event)
            counts = {}
            for address in ("ada", "new"):
                counts[address] = 0
                while fill_in(event, email=f"{address}@example.org").status_code == 302:
                    counts[address] += 1
                    client.defaults["REMOTE_ADDR"] = f"192.0.2.{counts[address]}"
                client.defaults["REMOTE_ADDR"] = "192.0.2.200"
            assert counts == {"ada": MAX_FORMS_PER_ADDRESS, "new": MAX_FORMS_PER_ADDRESS}


class TestTheAnswer:
    @pytest.mark.parametrize("fields", [{}, {"capacity": 1}, {"status": "full"}, {"confirm_addresses": True}])
    def test_is_the_same_for_who_had_booked_and_has_what_was_typed(self, client, make_event, fill_in, book, fields):
        event = make_event(**fields)
        book(event, email="Ada.Quill@Example.org")
        answers = []
        for email in ("ada.QUILL@example.ORG", "new.QUILL@example.ORG"):
            response = fill_in(event, email=email, name="Somebody")
            html = client.get(response.url).content.decode()
            assert email in html
            assert "Ada.Quill@Example.org" not in html
            answers.append(
                (response.status_code, re.sub(r"sent/[^/]+/", "", html.replace(email, "")), len(response.url))
            )
        assert answers[0] == answers[1]

    def test_is_shown_for_an_hour(self, client, make_event, fill_in):
        event = make_event()
        address = fill_in(event).url
        with time_machine.travel(timezone.now() + timedelta(minutes=62), tick=False):
            response = client.get(address)
        assert (response.status_code, response.url) == (302, event.url)
