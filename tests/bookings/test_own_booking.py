"""Somebody's own booking behind a signed link: shown, cancelled, deleted."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from bookings.tokens import make_booking_token

from .conftest import statuses

pytestmark = pytest.mark.django_db


class TestOwnBooking:
    def test_shows_what_was_written_and_nothing_to_a_search_engine(self, client, make_event, book):
        event = make_event()
        answers = [{"name": "supper", "label": "Supper?", "value": "Yes", "about_needs": False}]
        token = make_booking_token(book(event, access_needs="A seat.", answers=answers))
        response = client.get(f"{event.url}booking/{token}/")
        html = response.content.decode()
        for words in ("You have a place", "ada@example.org", "A seat.", "Supper?"):
            assert words in html
        assert '<meta name="robots" content="noindex">' in html
        assert token not in re.search(r'<link rel="canonical" href="([^"]+)"', html)[1]

    def test_its_link_is_not_written_into_the_log(self, client, make_event, book, caplog):
        event = make_event()
        token = make_booking_token(book(event))
        with caplog.at_level(logging.INFO, logger="roundtable.requests"):
            client.get(f"{event.url}booking/{token}/cancel/")
        (record,) = [record for record in caplog.records if record.name == "roundtable.requests"]
        assert record.getMessage() == f"GET {event.url}booking/…/cancel/ 200"

    def test_the_queue_is_told_where_it_stands(self, client, make_event, book):
        event = make_event(capacity=1)
        bookings = [book(event, name) for name in ("Ada", "Bea", "Cyd")]
        html = client.get(f"{event.url}booking/{make_booking_token(bookings[2])}/").content.decode()
        assert "number 2 in the queue" in html

    def test_cancelling_asks_first_and_then_once(self, client, make_event, book):
        event = make_event(capacity=1)
        ada, bea = book(event, "Ada"), book(event, "Bea")
        address = f"{event.url}booking/{make_booking_token(ada)}/"
        question = client.get(f"{address}cancel/")
        assert "Cancel your booking?" in question.content.decode()
        assert "no-store" in question.headers["Cache-Control"]  # it holds a token, which no cache may share
        assert statuses(event) == ["confirmed", "waiting"]
        for _time in range(2):
            assert client.post(f"{address}cancel/").url == address
            assert statuses(event) == ["cancelled", "confirmed"]
        assert "Your booking is cancelled" in client.get(address).content.decode()
        assert bea.emails.filter(kind="promoted").count() == 1

    def test_no_cancelling_once_it_is_over(self, client, make_event, book):
        event = make_event()
        token = make_booking_token(book(event))
        with time_machine.travel(event.ends_at, tick=False):
            assert client.post(f"{event.url}booking/{token}/cancel/").status_code == 302
        assert statuses(event) == ["confirmed"]

    def test_a_result_is_shown_for_an_hour(self, client, make_event, fill_in):
        event = make_event()
        address = fill_in(event).url
        with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
            assert client.get(address).url == event.url
