"""The programme: when each part takes place, told from clock times, and checked against the event."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from demo.builders import block, build_event, build_person

SATURDAY = datetime(2027, 3, 27, 10, tzinfo=UTC)  # the night after it British clocks go forward

pytestmark = pytest.mark.django_db


def session(time: str, title: str = "A part", **more) -> dict:
    return block("session", {"time": time, "title": title} | more)


def pause(time: str, **more) -> dict:
    return block("pause", {"time": time, "title": "Lunch"} | more)


def build(*parts, days: int = 1, **fields):
    ends_at = SATURDAY.replace(hour=17) + timedelta(days=days - 1) - timedelta(hours=1 if days > 1 else 0)
    return build_event("The days", starts_at=SATURDAY, ends_at=ends_at, agenda=list(parts), **fields)


def times(event) -> list[list[str]]:
    return [[f"{part.starts_at:%d %H:%M}" for part in parts] for _day, parts in event.agenda_days]


def errors(*parts, **fields) -> dict:
    """Return the errors of each part: number, then field."""
    with pytest.raises(ValidationError) as refusal:
        build(*parts, **fields)
    found: Any
    (found,) = refusal.value.error_dict["agenda"]
    return {
        number: {name: error.messages[0] for name, error in part.block_errors.items()}
        for number, part in found.block_errors.items()
    }


def test_parts_follow_one_another_over_days():
    event = build(session("10:00"), pause("12:30", ends="13:30"), session("15:00"), session("10:00"), days=2)
    assert times(event) == [["27 10:00", "27 12:30", "27 15:00"], ["28 10:00"]]


def test_a_day_may_be_named():
    event = build(session("10:00"), session("11:00", day="2027-03-29"), session("15:00"), days=3)
    assert times(event) == [["27 10:00"], ["29 11:00", "29 15:00"]]


def test_parts_at_the_same_time_are_on_the_same_day():
    assert times(build(session("11:00"), session("11:00"), days=2)) == [["27 11:00", "27 11:00"]]


def test_past_midnight():
    event = build_event(
        starts_at=SATURDAY.replace(hour=22),
        ends_at=SATURDAY.replace(hour=22) + timedelta(hours=4),
        agenda=[session("22:30", ends="00:15"), session("00:30")],
    )
    ((_, first), (_, second)) = event.agenda_days
    assert f"{first[0].ends_at:%d %H:%M}" == "28 00:15"
    assert f"{second[0].starts_at:%d %H:%M}" == "28 00:30"


def test_the_first_part_is_on_the_first_day_even_if_that_is_too_early():
    assert "lasts from 10:00" in errors(session("09:30"), session("11:00"), days=2)[0]["time"]


def test_a_part_must_lie_within_the_event():
    for clock in ("09:30", "17:00", "18:00"):
        found = errors(session("10:00"), session(clock))
        assert set(found) == {1}
        assert "lasts from 10:00 to 17:00" in found[1]["time"]


def test_its_end_too():
    assert "must be after the start" in errors(session("11:00", ends="10:30"))[0]["ends"]
    assert "ends at 17:00" in errors(session("11:00", ends="17:30"))[0]["ends"]


def test_a_day_outside_names_the_day():
    assert set(errors(session("11:00", day="2027-03-30"))[0]) == {"day"}


def test_an_event_that_moves_takes_its_programme_along():
    event = build(session("11:00"))
    event.starts_at = SATURDAY + timedelta(hours=2)
    with pytest.raises(ValidationError):
        event.full_clean()


class TestPage:
    def test_it_shows_parts_breaks_and_speakers(self, client):
        ana = build_person("Ana", "Silva")
        speakers = [{"person": ana.pk, "role": "Mayor"}, {"name": "A guest", "role": "Clerk"}]
        event = build(session("10:00", "Openings", ends="11:00", speakers=speakers), pause("12:30"))
        html = client.get(event.url).content.decode()
        for words in ("Openings", "10:00", "11:00", "Ana Silva", "Mayor", "A guest", "Clerk", "Lunch"):
            assert words in html
        assert f'<a href="{ana.url}">Ana Silva</a>' in html

    def test_it_names_nobody_whom_the_event_hides(self, client):
        event = build(session("10:00", speakers=[{"name": "A guest"}]), attribution="chatham_house")
        assert "A guest" not in client.get(event.url).content.decode()

    def test_it_names_the_days_of_several(self, client):
        one, two = build(session("10:00")), build(session("10:00"), session("09:00"), days=2)
        assert "Saturday 27 March</time></h3>" not in client.get(one.url).content.decode()
        html = client.get(two.url).content.decode()
        assert "Saturday 27 March</time></h3>" in html
        assert "Sunday 28 March</time></h3>" in html

    def test_a_draft_without_a_time_is_shown(self, client):
        event = build_event(starts_at=None, live=False, agenda=[block("session", {"time": None, "title": "Later"})])
        event.starts_at = event.ends_at = None
        assert event.agenda_days == []
