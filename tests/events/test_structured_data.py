"""JSON-LD of events, by the rules of Google's page on events: what it requires, and what each state asks for."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from demo.builders import build_event, build_image, build_person, build_venue, publish
from demo.content import drawings
from demo.drawing import draw_cover

START = datetime(2027, 7, 1, 17, tzinfo=UTC)
LINK = "https://example.org/live"
STATES = {
    "scheduled": "EventScheduled",
    "postponed": "EventPostponed",
    "rescheduled": "EventRescheduled",
    "online": "EventMovedOnline",
    "cancelled": "EventCancelled",
    "full": "EventScheduled",
}
MODES = {
    "in_person": ("OfflineEventAttendanceMode", ["Place"]),
    "online": ("OnlineEventAttendanceMode", ["VirtualLocation"]),
    "hybrid": ("MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_january():
    with time_machine.travel(datetime(2027, 1, 10, 12, tzinfo=UTC), tick=False):
        yield


def node_of(client, event) -> dict:
    html = client.get(event.url).content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    (node,) = [node for node in json.loads(text)["@graph"] if node["@type"] == "Event"]
    return node


def expect_valid(node: dict) -> None:
    """Required: name, startDate with its offset, a location that is a place with an address or an address online."""
    assert node["name"]
    for name in ("startDate", "endDate", "previousStartDate"):
        if name in node:
            assert datetime.fromisoformat(node[name]).utcoffset() is not None
    assert node["startDate"] < node["endDate"]
    assert node["location"]
    for place in node["location"]:
        assert place["address"] if place["@type"] == "Place" else place["url"].startswith("http")


@pytest.mark.parametrize("attendance", MODES)
@pytest.mark.parametrize("status", STATES)
def test_six_states_and_three_ways_to_come(client, status, attendance):
    venue = build_venue("Quay House", street_address="2 Quay", locality="Hull")
    event = build_event(starts_at=START, status=status, attendance=attendance, online_url=LINK, venue=venue)
    node = node_of(client, event)
    expect_valid(node)
    mode, places = MODES["online" if status == "online" else attendance]
    assert node["eventStatus"] == f"https://schema.org/{STATES[status]}"
    assert node["eventAttendanceMode"] == f"https://schema.org/{mode}"
    assert [place["@type"] for place in node["location"]] == places
    assert node["startDate"] == "2027-07-01T18:00:00+01:00"


def test_a_new_date_brings_the_old_one_along(client):
    event = build_event(starts_at=START)
    event.starts_at, event.ends_at = START + timedelta(days=200), START + timedelta(days=200, hours=2)
    event.status = "rescheduled"
    node = node_of(client, publish(event))
    assert node["startDate"] == "2028-01-17T17:00:00+00:00"
    assert node["previousStartDate"] == "2027-07-01T18:00:00+01:00"


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_is_off_keeps_its_date(client, status):
    event = build_event(starts_at=START, status=status)
    node = node_of(client, event)
    assert node["startDate"] == "2027-07-01T18:00:00+01:00"
    assert "previousStartDate" not in node


def test_everything_else(client):
    venue = build_venue(
        "Quay House", street_address="2 Quay\nOld Town", locality="Hull", postal_code="HU1 1AA",
        latitude="53.740000", longitude="-0.330000",
    )  # fmt: skip
    ana = build_person("Ana", "Silva", role="Mayor today")
    event = build_event(
        "Who pays?",
        starts_at=START,
        venue=venue,
        place="Room 1",
        speakers=[{"person": ana, "role": "Clerk"}, {"name": "A Guest"}],
        organiser="The Port",
        booking_url="https://example.org/book",
        price="12.5",
        listing_image=build_image(lambda: draw_cover(next(iter(drawings()))), "x", "x", filename="x.jpg"),
    )
    node = node_of(client, event)
    assert node["name"] == "Who pays?"
    assert node["description"] == event.summary
    assert node["url"] == event.full_url
    (place,) = node["location"]
    assert place["name"] == "Room 1, Quay House"
    assert place["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "2 Quay, Old Town",
        "addressLocality": "Hull",
        "postalCode": "HU1 1AA",
    }
    assert place["geo"]["latitude"] == 53.74
    assert [(person["name"], person.get("jobTitle")) for person in node["performer"]] == [
        ("Ana Silva", "Clerk"),
        ("A Guest", None),
    ]
    assert node["organizer"] == {"@type": "Organization", "name": "The Port"}
    assert node["offers"] == {
        "@type": "Offer",
        "url": "https://example.org/book",
        "price": "12.50",
        "priceCurrency": "GBP",
        "availability": "https://schema.org/InStock",
    }
    assert node["image"][0].startswith("http")
    assert node["isAccessibleForFree"] is False


def test_a_full_event_is_sold_out(client):
    event = build_event(status="full", booking_url="https://example.org/book")
    assert node_of(client, event)["offers"]["availability"] == "https://schema.org/SoldOut"


def test_without_booking_there_is_no_offer(client):
    node = node_of(client, build_event(price="0"))
    assert "offers" not in node
    assert node["isAccessibleForFree"] is True


def test_whole_days_are_days(client):
    event = build_event(starts_at=START, ends_at=START + timedelta(days=2), all_day=True)
    node = node_of(client, event)
    assert (node["startDate"], node["endDate"]) == ("2027-07-01", "2027-07-03")


def test_nobody_is_named_whom_the_event_hides(client):
    event = build_event(starts_at=START, attribution="chatham_house", speakers=[{"name": "A Guest"}])
    assert "performer" not in node_of(client, event)
    assert b"A Guest" not in client.get(f"{event.url}event.ics").content


def test_a_title_cannot_end_the_script(client):
    event = build_event("</script><script>alert(1)</script>")
    assert node_of(client, event)["name"] == event.title
