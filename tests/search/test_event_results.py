"""Events among the results: their labels are true when they are shown, and their days are in their own time zone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from bookings.services import book, cancel
from demo.builders import build_event, build_post, build_venue, quote_block
from events.models import EventPage

from .helpers import find

pytestmark = pytest.mark.django_db


def results(q: str, **values):
    return list(find(q, **values).results)


def label(q: str) -> str:
    return results(q)[0].label


class TestLabels:
    @pytest.mark.parametrize(
        ("status", "word"),
        [
            ("scheduled", ""),
            ("cancelled", "Cancelled"),
            ("postponed", "Postponed"),
            ("rescheduled", "Rescheduled"),
            ("online", "Moved online"),
            ("full", "Fully booked"),
        ],
    )
    def test_the_editors_word_stands_on_the_page_and_in_the_data(self, client, status, word):
        build_event("Otter evening", status=status, online_url="https://example.org/live")
        html = client.get("/search/?q=otter").content.decode()
        assert (f'<strong class="result__label" dir="auto">{word}</strong>' in html) == bool(word)
        assert client.get("/search/results.json?q=otter").json()["results"][0]["label"] == word

    def test_places_that_run_out_and_come_back(self):
        event = build_event("Otter evening", takes_bookings=True, capacity=1)
        assert label("otter") == ""
        booking = book(event.pk, name="Zoe Field", email="zoe@example.org").booking
        assert label("otter") == "Fully booked"
        cancel(booking)
        assert label("otter") == ""

    def test_the_clock(self):
        now = timezone.now()
        event = build_event("Otter evening", takes_bookings=True, capacity=1)
        book(event.pk, name="Zoe Field", email="zoe@example.org")
        build_event("Heron evening", starts_at=now + timedelta(days=1))
        with time_machine.travel(now + timedelta(days=1, hours=1)):
            assert (label("otter"), label("heron")) == ("Fully booked", "Happening now")
        with time_machine.travel(now + timedelta(days=2)):
            assert (label("otter"), label("heron")) == ("", "")

    def test_what_is_said_on_its_page_has_it_too(self, client):
        build_event("Evening", status="cancelled", body=[quote_block("Otters everywhere.", name="Zoe Field")])
        build_post("Morning", body=[quote_block("Herons everywhere.", name="Zoe Field")])
        found = {(result.type, result.title): result.label for result in results("everywhere")}
        assert found["quote", "Evening"] == "Cancelled"
        assert found["quote", "Morning"] == ""
        html = client.get("/search/?q=everywhere&type=quote").content.decode()
        assert html.count('<strong class="result__label" dir="auto">Cancelled</strong>') == 1

    def test_it_costs_one_query_however_many_events_there_are(self, django_assert_num_queries):
        events = [build_event(f"Otter {number}", status="cancelled") for number in range(5)]
        with django_assert_num_queries(1):
            assert len(EventPage.get_status_labels([event.pk for event in events])) == 5


class TestDays:
    @pytest.fixture
    def _far_event(self):
        # The first of January, one o'clock in the morning in Auckland; in London it is noon, the day before.
        starts_at = datetime(2025, 12, 31, 12, tzinfo=UTC)
        build_event("Otter morning", starts_at=starts_at, timezone="Pacific/Auckland")

    @pytest.mark.usefixtures("_far_event")
    def test_are_read_off_the_clocks_of_the_event(self, client):
        html = client.get("/search/?q=otter").content.decode()
        assert '<time datetime="2026-01-01">1 January 2026</time>' in html
        found = client.get("/search/results.json?q=otter").json()
        assert found["results"][0]["day"] == "2026-01-01"
        assert datetime.fromisoformat(found["results"][0]["date"]) == datetime(2025, 12, 31, 12, tzinfo=UTC)
        assert [year["value"] for year in found["facets"]["year"]] == ["2026"]

    @pytest.mark.usefixtures("_far_event")
    @pytest.mark.parametrize(
        ("condition", "found"),
        [("year:2026", 1), ("year:2025", 0), ("before:2026", 0), ("after:2025", 1), ("before:2026-01-02", 1)],
    )
    def test_are_what_filters_ask_for(self, condition, found):
        assert len(results(f"otter {condition}")) == found

    def test_a_whole_day_abroad(self, client):
        starts_at = datetime(2026, 6, 1, 12, tzinfo=UTC)
        build_event("Otter day", starts_at=starts_at, all_day=True, timezone="Asia/Tokyo")
        assert '<time datetime="2026-06-01">' in client.get("/search/?q=otter").content.decode()

    def test_one_that_waits_for_a_date_has_none(self, client):
        build_event("Otter evening", status="postponed")
        html = client.get("/search/?q=otter").content.decode()
        assert "Postponed" in html
        assert "<time" not in html.split('class="result-list"')[1].split("</ol>")[0]


class TestVenues:
    def test_a_new_name_or_address_reaches_the_events_held_there(self):
        venue = build_venue("Quay House", locality="Lower Aldersea")
        build_event("Otter evening", venue=venue)
        build_event("Heron evening", venue=venue, starts_at=timezone.now() - timedelta(days=400))
        venue.name, venue.locality = "Ferry Hall", "Skelling"
        venue.save()
        assert {result.title for result in results("ferry hall skelling")} == {"Otter evening", "Heron evening"}
        assert results("aldersea", verbatim=True) == []

    def test_more_events_than_are_written_at_once(self, monkeypatch):
        monkeypatch.setattr("search.signals.MAX_PAGES_AT_ONCE", 1)
        venue = build_venue("Quay House")
        for number in range(3):
            build_event(f"Otter {number}", venue=venue)
        venue.name = "Ferry Hall"
        venue.save()
        assert len(results("ferry hall")) == 3

    def test_drafts_stay_out(self):
        venue = build_venue("Quay House")
        build_event("Otter evening", venue=venue, live=False)
        venue.name = "Ferry Hall"
        venue.save()
        assert results("ferry hall", verbatim=True) == []
