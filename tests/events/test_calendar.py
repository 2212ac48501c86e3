"""Calendars, as three parsers that know nothing of each other read them."""

import random
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
import vobject
from dateutil.tz import tzical  # type: ignore[import-untyped]  # its stubs are a package of their own
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from demo.builders import build_event, build_person, build_series, build_topic, build_venue, publish
from events.calendar import make_calendar
from events.models import EventPage
from tests.randomised import examples, randomised

START = datetime(2027, 3, 1, 18, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_january():
    with time_machine.travel(datetime(2027, 1, 10, 12, tzinfo=UTC), tick=False):
        yield


def read(client, url: str) -> list:
    """Return the VEVENTs at an address, after two other parsers have found as many."""
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    text = response.content.decode()
    events = icalendar.Calendar.from_ical(text).events
    others = vobject.readOne(text).contents.get("vevent", []), IcsCalendarStream.calendar_from_ics(text).events
    for found in others:
        assert len(found) == len(events)
    assert {str(event["UID"]) for event in events} == {item.uid.value for item in others[0]}
    assert {event.start for event in events} == {item.dtstart.value for item in others[0]}
    assert {str(event["SUMMARY"]) for event in events} == {item.summary for item in others[1]}
    return events


def read_one(client, event):
    (found,) = read(client, f"{event.url}event.ics")
    return found


class TestEvent:
    def test_what_it_says(self, client):
        venue = build_venue(
            "Quay House", street_address="2 Quay", locality="Hull", latitude="53.740000", longitude="-0.330000"
        )
        event = build_event(
            "Who pays; who, then?",
            starts_at=START,
            venue=venue,
            place="Room 1",
            attendance="hybrid",
            online_url="https://example.org/live?a=1,2",
            topics=[build_topic("Care"), build_topic("Work")],
            speakers=[{"name": "Ana Silva"}],
            summary="A line,\nand another; with a \\ in it.",
        )
        found = read_one(client, event)
        assert str(found["UID"]) == str(event.uid)
        assert str(found["SUMMARY"]) == "Who pays; who, then?"
        assert found.start == START
        assert found["DTSTART"].params["TZID"] == "Europe/London"
        assert found.end == START + timedelta(hours=2)
        assert str(found["LOCATION"]) == "Room 1, Quay House, 2 Quay, Hull"
        assert (found["GEO"].latitude, found["GEO"].longitude) == (53.74, -0.33)
        assert str(found["URL"]) == event.full_url
        assert str(found["CONFERENCE"]) == "https://example.org/live?a=1,2"
        assert found["CONFERENCE"].params["VALUE"] == "URI"
        assert str(found["ORGANIZER"]).startswith("mailto:")
        assert str(found["STATUS"]) == "CONFIRMED"
        assert sorted(found["CATEGORIES"].cats) == ["Care", "Work"]
        for words in ("A line,\nand another; with a \\ in it.", "Ana Silva", "https://example.org/live?a=1,2"):
            assert words in str(found["DESCRIPTION"])

    def test_it_is_the_same_whenever_it_is_asked_for(self, client):
        event = build_event(starts_at=START)
        first = client.get(f"{event.url}event.ics")
        with time_machine.travel(START + timedelta(days=1), tick=False):
            again = client.get(f"{event.url}event.ics")
        assert again.content == first.content
        assert str(icalendar.Calendar.from_ical(first.content).walk("VEVENT")[0]["DTSTAMP"].dt) == (
            "2027-01-10 12:00:00+00:00"
        )

    def test_who_has_it_is_told_so(self, client):
        event = build_event(starts_at=START)
        url = f"{event.url}event.ics"
        first = client.get(url)
        assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert client.get(url, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304

    def test_whole_days_are_dates(self, client):
        event = build_event(
            starts_at=datetime(2027, 3, 27, 9, tzinfo=UTC), ends_at=datetime(2027, 3, 29, 17, tzinfo=UTC), all_day=True
        )
        found = read_one(client, event)
        assert (found.start, found.end) == (date(2027, 3, 27), date(2027, 3, 30))
        assert str(found["TRANSP"]) == "TRANSPARENT"  # they make nobody busy

    @pytest.mark.parametrize(
        ("starts_at", "zone", "clock"),
        [
            (datetime(2027, 3, 27, 18, tzinfo=UTC), "Europe/London", "20270327T180000"),
            (datetime(2027, 3, 28, 18, tzinfo=UTC), "Europe/London", "20270328T190000"),
            (datetime(2027, 10, 30, 23, 30, tzinfo=UTC), "Europe/London", "20271031T003000"),
            (datetime(2027, 10, 31, 2, 30, tzinfo=UTC), "Europe/London", "20271031T023000"),
            (datetime(2027, 12, 31, 23, 30, tzinfo=UTC), "Europe/London", "20271231T233000"),
            (datetime(2027, 3, 20, 22, tzinfo=UTC), "America/New_York", "20270320T180000"),
            (datetime(2027, 7, 1, 6, 15, tzinfo=UTC), "Asia/Kathmandu", "20270701T120000"),
        ],
    )
    def test_zones_carry_their_rules(self, client, starts_at, zone, clock):
        """Read by the rules in the file alone, not by a time zone of that name which the reader knows."""
        event = build_event(starts_at=starts_at, timezone=zone)
        text = client.get(f"{event.url}event.ics").content.decode()
        assert f"DTSTART;TZID={zone}:{clock}" in text
        rules = tzical(StringIO(text)).get(zone)
        assert datetime.strptime(clock, "%Y%m%dT%H%M%S").replace(tzinfo=rules) == starts_at

    def test_an_hour_that_comes_twice_is_told_apart(self, client):
        first = build_event("First", starts_at=datetime(2027, 10, 31, 0, 30, tzinfo=UTC))
        second = build_event("Second", starts_at=datetime(2027, 10, 31, 1, 30, tzinfo=UTC))
        for event in (first, second):
            assert read_one(client, event).start == event.starts_at

    def test_utc_needs_none(self, client):
        event = build_event(starts_at=START, timezone="UTC")
        text = client.get(f"{event.url}event.ics").content.decode()
        assert "DTSTART:20270301T180000Z" in text
        assert "VTIMEZONE" not in text

    @pytest.mark.parametrize(
        ("status", "ical_status", "title"),
        [
            ("scheduled", "CONFIRMED", "The talk"),
            ("full", "CONFIRMED", "The talk"),
            ("rescheduled", "CONFIRMED", "The talk"),
            ("online", "CONFIRMED", "The talk"),
            ("postponed", "TENTATIVE", "Postponed: The talk"),
            ("cancelled", "CANCELLED", "Cancelled: The talk"),
        ],
    )
    def test_states(self, client, status, ical_status, title):
        fields = {"status": status, "status_reason": "The river rose.", "online_url": "https://example.org/live"}
        found = read_one(client, build_event("The talk", starts_at=START, **fields))
        assert (str(found["STATUS"]), str(found["SUMMARY"])) == (ical_status, title)
        assert "The river rose." in str(found["DESCRIPTION"])
        assert ("CONFERENCE" in found) == (status == "online")
        assert str(found["TRANSP"]) == ("TRANSPARENT" if status in {"postponed", "cancelled"} else "OPAQUE")

    def test_an_organiser_from_elsewhere(self, client):
        event = build_event(starts_at=START, organiser="The Port, Ltd", organiser_url="https://port.example/")
        found = read_one(client, event)
        assert str(found["ORGANIZER"]) == "https://port.example/"
        assert found["ORGANIZER"].params["CN"] == "The Port, Ltd"

    def test_drafts_and_private_events_have_none(self, client):
        draft = build_event("Draft", live=False)
        assert client.get(f"/events/{draft.slug}/event.ics").status_code == 404
        assert client.get("/events/nothing/event.ics").status_code == 404
        assert client.get("/events/event.ics").status_code == 404


class TestFeeds:
    def test_each_list_has_one(self, client):
        topic, series, person = build_topic(), build_series(), build_person()
        build_event("Of all", starts_at=START, topics=[topic], series=series, speakers=[{"person": person}])
        build_event("Of none", starts_at=START)
        for page in (topic, series, person):
            (found,) = read(client, f"{page.url}calendar.ics")
            assert str(found["SUMMARY"]) == "Of all"
        assert len(read(client, "/events/calendar.ics")) == 2

    def test_its_own_properties(self, client):
        build_event(starts_at=START)
        calendar = icalendar.Calendar.from_ical(client.get("/events/calendar.ics").content)
        assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=4)
        assert str(calendar["X-PUBLISHED-TTL"]) == "PT4H"
        assert str(calendar["X-WR-CALNAME"]).endswith("Events")
        assert [zone.tz_name for zone in calendar.timezones] == ["Europe/London"]

    def test_an_empty_one_is_a_calendar(self, client):
        assert read(client, "/events/calendar.ics") == []

    @pytest.mark.parametrize("status", ["cancelled", "postponed"])
    def test_what_is_off_stays_for_thirty_days(self, client, status):
        event = build_event(starts_at=START, status=status)
        for days, number in ((29, 1), (31, 0)):
            with time_machine.travel(event.ends_at + timedelta(days=days), tick=False):
                assert len(read(client, "/events/calendar.ics")) == number
        with time_machine.travel(event.ends_at + timedelta(days=31), tick=False):
            assert str(read_one(client, event)["UID"]) == str(event.uid)

    def test_what_took_place_stays(self, client):
        build_event(starts_at=START - timedelta(days=900))
        assert len(read(client, "/events/calendar.ics")) == 1

    def test_who_has_it_is_told_so_until_it_changes(self, client):
        event = build_event(starts_at=START)
        url = "/events/calendar.ics"
        first = client.get(url)
        known = {"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}
        for headers in known:
            assert client.get(url, headers=headers).status_code == 304
        with time_machine.travel(datetime(2027, 1, 10, 12, 0, 5, tzinfo=UTC), tick=False):
            event.unpublish()
            for headers in known:
                response = client.get(url, headers=headers)
                assert response.status_code == 200
                assert b"VEVENT" not in response.content

    def test_what_goes_by_itself_is_a_change(self, client):
        event = build_event(starts_at=START, status="cancelled")
        with time_machine.travel(event.ends_at + timedelta(days=29), tick=False):
            first = client.get("/events/calendar.ics")
        with time_machine.travel(event.ends_at + timedelta(days=30, seconds=1), tick=False):
            headers = {"If-Modified-Since": first["Last-Modified"]}
            assert client.get("/events/calendar.ics", headers=headers).status_code == 200

    def test_its_cost_does_not_grow(self, client, django_assert_max_num_queries):
        topic, person, venue = build_topic(), build_person(), build_venue()
        for number in range(6):
            build_event(f"No {number}", starts_at=START, topics=[topic], speakers=[{"person": person}], venue=venue)
        with django_assert_max_num_queries(15):
            client.get("/events/calendar.ics")


@pytest.fixture
def anything():
    return build_event(starts_at=START, venue=build_venue())


@settings(
    max_examples=examples(40, long=2000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200))
def test_any_words_are_read_as_they_were_written(anything, words):
    """By three parsers, but for control characters, which iCalendar cannot hold."""
    anything.title = anything.place = anything.organiser = anything.venue.name = words
    text = make_calendar([anything], words, name=words, url="https://example.org/").decode()
    title = "".join(letter for letter in words if letter in "\t\n" or (letter >= " " and letter != "\x7f"))
    assert str(icalendar.Calendar.from_ical(text).walk("VEVENT")[0]["SUMMARY"]) == title
    assert vobject.readOne(text).vevent.summary.value == title
    assert IcsCalendarStream.calendar_from_ics(text).events[0].summary == title


@randomised
def test_any_number_of_edits_keeps_one_event_in_the_calendar(client):
    """Whatever an editor does: one VEVENT with the same UID, and a SEQUENCE that counts what subscribers must know."""
    chance = random.Random(4)  # noqa: S311 - the same edits each time
    venues = [build_venue(f"Hall {number}") for number in range(3)]
    event = build_event(starts_at=START)
    uid, sequence = str(event.uid), 0
    edits = {
        "starts_at": lambda: START + timedelta(hours=chance.randrange(-40, 40)),
        "status": lambda: chance.choice(["scheduled", "postponed", "online", "cancelled", "full"]),
        "venue": lambda: chance.choice(venues),
        "place": lambda: chance.choice(["Room 1", "Room 2"]),
        "timezone": lambda: chance.choice(["Europe/London", "America/New_York"]),
        "title": lambda: f"Title {chance.random()}",
        "status_reason": lambda: f"Reason {chance.random()}",
    }
    event = publish_with(event, online_url="https://example.org/live", place="Room 1")
    sequence = event.sequence
    steps = examples(60, long=400)
    for _step in range(steps):
        before = read_state(event)
        changes = {name: edits[name]() for name in chance.sample(sorted(edits), chance.randint(1, 3))}
        if "starts_at" in changes:
            changes["ends_at"] = changes["starts_at"] + timedelta(hours=2)
        event = publish_with(event, **changes)
        sequence += read_state(event) != before
        (found,) = read(client, "/events/calendar.ics")
        assert (str(found["UID"]), found["SEQUENCE"]) == (uid, sequence)
        assert found.start == event.starts_at.astimezone(ZoneInfo(event.timezone))
        assert str(found["SUMMARY"]).endswith(event.title)
        assert (str(found["STATUS"]) == "CANCELLED") == (event.status == "cancelled")
    assert sequence > steps / 2


def read_state(event) -> tuple:
    """What must be told of an event, said without the code under test."""
    here = None if event.status == "online" else (event.place, event.venue_id)
    return event.starts_at, event.ends_at, event.timezone, event.status, here


def publish_with(event, **changes) -> EventPage:
    for name, value in changes.items():
        setattr(event, name, value)
    return publish(event)
