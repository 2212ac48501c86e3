"""Time zones in calendar files, as readers understand them that know no other zones than those of the file."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]  # its stubs are a package of their own

from events.vtimezone import find_onsets, make_vtimezone
from tests.events.ical_js import read_calendars

ZONES = [
    *("Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "America/Argentina/Buenos_Aires"),
    *("America/Chicago", "America/Havana", "America/Los_Angeles", "America/New_York"),
    *("America/Nuuk", "America/Santiago", "America/Sao_Paulo", "America/St_Johns"),
    *("Asia/Beirut", "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu"),
    *("Asia/Kolkata", "Asia/Seoul", "Asia/Tehran", "Asia/Tokyo"),
    *("Atlantic/Azores", "Australia/Lord_Howe", "Australia/Sydney", "Europe/Athens"),
    *("Europe/Dublin", "Europe/Istanbul", "Europe/London", "Europe/Moscow"),
    *("Europe/Paris", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham"),
]
FIRST_YEAR, LAST_YEAR = 1980, 2045


def make_moments(name: str) -> list[datetime]:
    """Return moments in January and July of each year and around each change of the clock, but not in a double hour."""
    zone, moments = ZoneInfo(name), []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        moments += [datetime(year, 1, 15, 12, tzinfo=zone), datetime(year, 7, 15, 12, tzinfo=zone)]
        for onset in find_onsets(name, year):
            change = (onset.clock - onset.before).replace(tzinfo=UTC)
            moments += [(change + distance).astimezone(zone) for distance in (-timedelta(hours=2), timedelta(hours=2))]
    return [moment for moment in moments if FIRST_YEAR <= moment.year <= LAST_YEAR and not is_ambiguous(moment)]


def is_ambiguous(moment: datetime) -> bool:
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def make_text(name: str, moments: list[datetime]) -> str:
    clocks = [moment.strftime("%Y%m%dT%H%M%S") for moment in moments]
    events = [
        f"BEGIN:VEVENT\r\nUID:{clock}\r\nDTSTART;TZID={name}:{clock}\r\nDTEND;TZID={name}:{clock}\r\nEND:VEVENT\r\n"
        for clock in clocks
    ]
    zone = make_vtimezone(name, min(moments), max(moments)).to_ical().decode()
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{zone}{''.join(events)}END:VCALENDAR\r\n"


def test_every_instant_of_thirty_zones_is_right():
    moments = {name: make_moments(name) for name in ZONES}
    texts = [make_text(name, moments[name]) for name in ZONES]
    for name, text, events in zip(ZONES, texts, read_calendars(texts), strict=True):
        rules = tzical(StringIO(text)).get(name)
        for moment, event in zip(moments[name], events, strict=True):
            assert event["start"] == moment.timestamp() * 1000, f"ical.js: {name} {moment}"
        for moment in moments[name][::3]:  # dateutil is slow
            assert moment.replace(tzinfo=rules) == moment, f"dateutil: {name} {moment}"


@pytest.mark.parametrize(
    ("name", "daylight", "standard"),
    [
        (
            "Europe/London",
            ("20260329T010000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
            ("20261025T020000", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        ),
        (
            "America/New_York",
            ("20260308T020000", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
            ("20261101T020000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
        ),
        (
            "Australia/Sydney",
            ("20261004T020000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=10"),
            ("20260405T030000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=4"),
        ),
    ],
)
def test_the_rule_in_force_is_one_of_each(name, daylight, standard):
    """Its onsets are read off the clock before it changes (RFC 5545, 3.6.5)."""
    zone = make_vtimezone(name, datetime(2027, 1, 20, 18), datetime(2029, 7, 1, 18))
    assert len(zone.subcomponents) == 2
    for component, expected in ((zone.daylight[0], daylight), (zone.standard[0], standard)):
        assert component["DTSTART"].to_ical().decode() == expected[0]
        assert component["RRULE"].to_ical().decode() == expected[1]


def test_earlier_rules_come_with_earlier_events():
    zone = make_vtimezone("America/New_York", datetime(2005, 6, 1), datetime(2027, 1, 1))
    rules = [part["RRULE"].to_ical().decode() for part in zone.daylight]
    assert rules == [
        "FREQ=YEARLY;UNTIL=20060402T070000Z;BYDAY=1SU;BYMONTH=4",
        "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
    ]
    assert b"RDATE" not in zone.to_ical()


def test_a_zone_without_changes_has_one_offset():
    zone = make_vtimezone("Asia/Kathmandu", datetime(2027, 1, 1), datetime(2027, 1, 2))
    (standard,) = zone.subcomponents
    assert standard.TZOFFSETFROM == standard.TZOFFSETTO == timedelta(hours=5, minutes=45)


def test_clocks_that_follow_no_rule_are_told_one_by_one():
    zone = make_vtimezone("Africa/Casablanca", datetime(2027, 1, 20), datetime(2027, 12, 1))
    assert not any("RRULE" in part or "RDATE" in part for part in zone.subcomponents)
    assert len(zone.subcomponents) == 3
