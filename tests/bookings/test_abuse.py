"""Spam, hostile input, and forged tokens at the addresses of booking."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from bookings.models import Booking
from bookings.tokens import make_booking_token, make_form_token, make_result_token
from bookings.views import MAX_FORMS

from .conftest import find_form_token, send_again, statuses

pytestmark = pytest.mark.django_db


class TestSpam:
    def test_a_hidden_field_catches_programs_and_says_so(self, client, make_event, fill_in):
        event = make_event()
        response = fill_in(event, more="https://spam.example")
        html = response.content.decode()
        assert "A hidden field was filled in" in html
        assert "spam.example" not in html
        assert not Booking.objects.exists()

    def test_too_fast_for_anybody(self, client, make_event, fill_in):
        event = make_event()
        response = fill_in(event, seconds=1)
        assert "wait a few seconds" in response.content.decode()
        form_token = response.context["form"]["form_token"].value()
        assert send_again(client, event, form_token).status_code == 302

    def test_open_for_too_long_and_sent_again(self, client, make_event, fill_in):
        event = make_event()
        response = fill_in(event, seconds=13 * 3600)
        assert "open for a long time" in response.content.decode()
        with time_machine.travel(timezone.now() + timedelta(hours=13, minutes=1), tick=False):
            data = {
                "name": "Ada",
                "email": "a@example.org",
                "form_token": response.context["form"]["form_token"].value(),
            }
            assert client.post(f"{event.url}book/", data).status_code == 302

    @pytest.mark.parametrize("form_token", ["", "x", "eyJhdCI6MH0:1:x", "é" * 9000, ":::"])
    def test_a_form_token_that_is_not_ours(self, make_event, fill_in, form_token):
        event = make_event()
        assert "open for a long time" in fill_in(event, form_token=form_token).content.decode()
        assert not Booking.objects.exists()

    def test_a_form_token_of_another_event(self, client, make_event, fill_in):
        html = client.get(f"{make_event('Another').url}book/").content.decode()
        form_token = find_form_token(html)
        assert fill_in(make_event(), form_token=form_token).status_code == 200

    def test_too_many_from_one_place(self, client, make_event, fill_in):
        with time_machine.travel("2026-03-02T10:01:00Z", tick=False):
            event = make_event()
            for number in range(MAX_FORMS):
                assert fill_in(event, email=f"{number}@example.org").status_code == 302
            response = fill_in(event, email="more@example.org")
            assert response.status_code == 429
            assert 480 < int(response["Retry-After"]) <= 540
            html = response.content.decode()
            assert "in 9 minutes" in html
            assert 'value="more@example.org"' in html, "what was typed stays in the form"
            client.defaults["REMOTE_ADDR"] = "192.0.2.7"
            assert fill_in(event, email="elsewhere@example.org").status_code == 302

    @pytest.mark.parametrize("name", ["Win at www.spam.example", "http://spam.example", "a@spam.example"])
    def test_no_advertisement_in_a_name(self, make_event, fill_in, name):
        assert "without a web" in fill_in(make_event(), name=name).content.decode()


class TestHostileInput:
    @pytest.mark.parametrize("field", ["name", "email", "access_needs", "form_token", "more", "question_words"])
    @pytest.mark.parametrize(
        "value",
        [
            "\x00",
            "a\x00b",
            "x" * 100_000,
            "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
            "a\r\nBcc: b@example.org",
        ],
    )
    def test_any_field(self, make_event, fill_in, field, value):
        event = make_event(questions=[{"label": "Words", "field_type": "multiline", "required": False}])
        assert fill_in(event, **{field: value}).status_code in {200, 302, 400}

    @pytest.mark.parametrize(
        "kind", ["number", "date", "datetime", "url", "email", "checkbox", "dropdown", "multiselect"]
    )
    def test_any_answer(self, make_event, fill_in, kind):
        event = make_event(questions=[{"label": "It", "field_type": kind, "choices": "a\nb", "required": False}])
        for number, value in enumerate(
            [
                "\x00",
                "1e999999999",
                "0e999999999",
                "NaN",
                "-",
                "0001-01-01",
                "9999-12-31T23:59",
                "javascript:x",
                "a" * 9000,
            ]
        ):
            response = fill_in(event, question_it=value, email=f"{number}@example.org")
            assert response.status_code in {200, 302}, value

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_any_method(self, client, make_event, book, method):
        event = make_event()
        token = make_booking_token(book(event))
        for path in ("book/", f"booking/{token}/", f"booking/{token}/cancel/"):
            assert getattr(client, method)(f"{event.url}{path}").status_code == 405
        assert client.post(f"{event.url}booking/{token}/").status_code == 405
        assert statuses(event) == ["confirmed"]

    @pytest.mark.parametrize(
        "token", ["x", "x.y", "é.é", "-", "a" * 5000, "%F0%9F%90%9F", "00000000000000000000000000000000.x"]
    )
    def test_any_token(self, client, make_event, token):
        event = make_event()
        for path in (f"booking/{token}/", f"booking/{token}/cancel/", f"book/sent/{token}/"):
            assert client.get(f"{event.url}{path}").status_code == 404
            assert client.post(f"{event.url}{path}").status_code in {404, 405}

    def test_a_token_of_another_event(self, client, make_event, book):
        event, other = make_event(), make_event("Another")
        token = make_booking_token(book(other))
        assert client.get(f"{event.url}booking/{token}/").status_code == 404
        assert client.post(f"{event.url}booking/{token}/cancel/").status_code == 404
        assert statuses(other) == ["confirmed"]

    def test_a_token_for_another_purpose(self, client, make_event, book):
        event = make_event()
        booking = book(event, submission=uuid.uuid4())
        result_token = make_result_token(event.booking_submissions.get())
        assert client.get(f"{event.url}book/sent/{result_token}/").status_code == 200
        for path in (
            f"booking/{result_token}/",
            f"booking/{make_form_token(event)}/",
            f"book/sent/{make_booking_token(booking)}/",
        ):
            assert client.get(f"{event.url}{path}").status_code == 404

    def test_without_the_forms_own_protection_nothing_is_booked(self, make_event):
        event = make_event()
        response = Client(enforce_csrf_checks=True).post(f"{event.url}book/", {"name": "Ada"})
        assert response.status_code == 403
        assert "One cookie protects this form" in response.content.decode()
