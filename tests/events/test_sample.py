"""Real events of a public body, as another calendar kept them: what they say has a place in the model."""

import gzip
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError

from core.dates.zones import get_zone_label, parse_local_time
from demo.builders import add_page
from events.models import EventIndexPage, EventPage
from tests.samples import sample

META = "{http://wordpress.org/export/1.2/}postmeta"
ABBREVIATIONS = {"EST": timedelta(hours=-5), "EDT": timedelta(hours=-4)}


def events() -> list[dict]:
    """Return the meta data of each event of the sample, with its title."""
    with gzip.open(sample("events-2017-2019.xml.gz")) as file:
        items = ElementTree.parse(file).getroot().iter("item")  # noqa: S314 - our own file
        found = [
            {str(meta[0].text): meta[1].text or "" for meta in item.findall(META)}
            | {"title": item.findtext("title", "")}
            for item in items
        ]
    return [meta for meta in found if "_EventStartDate" in meta]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def as_event(meta: dict) -> EventPage:
    zone = meta["_EventTimezone"]
    start, end = (
        parse_local_time(datetime.fromisoformat(meta[f"_Event{name}Date"]), zone) for name in ("Start", "End")
    )
    return EventPage(
        title=meta["title"],
        summary="x",
        starts_at=start,
        ends_at=end,
        timezone=zone,
        attendance="online",
        booking_url=meta["_EventURL"],
        organiser=meta["_EventOrganizerID"],
    )


@pytest.mark.django_db
def test_local_times_are_the_instants_that_the_other_calendar_kept():
    found = events()
    assert len(found) == 150
    for meta in found:
        event = as_event(meta)
        assert event.starts_at == utc(meta["_EventStartDateUTC"])
        assert event.ends_at == utc(meta["_EventEndDateUTC"])
        assert event.local_start.utcoffset() == ABBREVIATIONS[meta["_EventTimezoneAbbr"]]
        assert event.ends_at - event.starts_at == timedelta(seconds=int(meta["_EventDuration"]))
        assert get_zone_label(event.timezone) == "New York time"


@pytest.mark.django_db
def test_they_can_be_published_but_for_an_end_before_its_start():
    """A link, which many of them lack, is not asked for of what is long over."""
    by_trouble = {(int(meta["_EventDuration"]) > 0, bool(meta["_EventURL"])): meta for meta in events()}
    assert {lasts for lasts, _linked in by_trouble} == {True, False}
    for (lasts, _linked), meta in by_trouble.items():
        event = as_event(meta)
        if lasts:
            assert add_page(event, EventIndexPage.objects.get()).live
        else:
            with pytest.raises(ValidationError, match="end must be after the start"):
                add_page(event, EventIndexPage.objects.get())
