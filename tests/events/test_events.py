"""Time rules, and what the page of an event shows."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from blog.models import BlogPage
from core.dates.zones import get_zone_label
from demo.builders import block, build_event, build_person, build_post, build_series, build_topic
from events.models import EventPage
from events.times import validate_timezone
from tests.randomised import examples

NOW = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # half an hour before British clocks go forward


@pytest.mark.django_db
class TestPartition:
    @pytest.mark.parametrize("seconds", [-1, 0, 1])
    def test_an_event_that_ends_now_is_past(self, seconds):
        event = build_event(starts_at=NOW - timedelta(hours=1), ends_at=NOW)
        moment = NOW + timedelta(seconds=seconds)
        assert list(EventPage.objects.upcoming(moment)) == ([event] if seconds < 0 else [])
        assert list(EventPage.objects.past(moment)) == ([] if seconds < 0 else [event])

    def test_what_is_on_right_now_is_upcoming(self):
        event = build_event(starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=1))
        assert list(EventPage.objects.upcoming(NOW)) == [event]
        with time_machine.travel(NOW, tick=False):
            assert event.is_happening
            assert not event.is_past


class TestEveryInstant(TestCase):
    """Minutes before and after ``NOW``, for five events that are there all the time."""

    @classmethod
    def setUpTestData(cls):
        cls.events = [build_event(f"Event {number}") for number in range(5)]

    @settings(max_examples=examples(50, long=2000), deadline=None)
    @given(
        st.lists(st.tuples(st.integers(-99, 99), st.integers(1, 99)), min_size=5, max_size=5), st.integers(-200, 200)
    )
    def test_upcoming_and_past_are_all_and_never_both(self, spans, offset):
        for event, (start, length) in zip(self.events, spans, strict=True):
            starts_at = NOW + timedelta(minutes=start)
            ends_at = starts_at + timedelta(minutes=length)
            EventPage.objects.filter(pk=event.pk).update(starts_at=starts_at, ends_at=ends_at)
        moment = NOW + timedelta(minutes=offset)
        upcoming = set(EventPage.objects.upcoming(moment).values_list("pk", flat=True))
        past = set(EventPage.objects.past(moment).values_list("pk", flat=True))
        assert upcoming.isdisjoint(past)
        assert len(upcoming | past) == len(spans)


def test_times_are_those_of_the_events_own_clocks():
    event = EventPage(starts_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC), timezone="Europe/London")
    assert event.local_start.strftime("%d %H:%M") == "01 23:30"
    event.timezone = "America/New_York"
    assert event.local_start.strftime("%d %H:%M") == "01 18:30"
    assert event.zone_label == "New York time"
    assert get_zone_label("UTC") == "UTC"


@pytest.mark.parametrize("name", ["Europe/Londonn", "../etc/passwd", "GMT+1:00", ""])
def test_an_unknown_zone_is_refused(name):
    with pytest.raises(ValidationError):
        validate_timezone(name)


@pytest.mark.django_db
def test_the_end_must_be_after_the_start():
    event = build_event()
    event.ends_at = event.starts_at
    with pytest.raises(ValidationError) as refusal:
        event.full_clean()
    assert "end must be after the start" in str(refusal.value)


@pytest.mark.django_db
def test_a_copy_is_another_event():
    event = build_event()
    copy = event.copy(update_attrs={"slug": "again"})
    assert copy.uid != event.uid


@pytest.mark.django_db
class TestPages:
    def test_index_parts_upcoming_and_past(self, client):
        build_event("To come")
        build_event("Long gone", starts_at=datetime(2019, 5, 1, 18, tzinfo=ZoneInfo("Europe/London")))
        response = client.get("/events/")
        assert [event.title for event in response.context["upcoming"]] == ["To come"]
        assert [event.title for event in response.context["past"]] == ["Long gone"]
        assert response.context["years"] == [{"year": 2019, "count": 1}]

    def test_index_by_year_and_topic(self, client):
        housing, care = build_topic("Housing"), build_topic("Care")
        for year, topic in ((2019, housing), (2020, housing), (2020, care)):
            build_event(f"{topic} {year}", starts_at=datetime(year, 5, 1, 18, tzinfo=UTC), topics=[topic])
        assert len(client.get("/events/?year=2020").context["past"]) == 2
        titles = [event.title for event in client.get("/events/?year=2020&topic=care").context["past"]]
        assert titles == ["Care 2020"]

    def test_event_and_report_link_to_each_other(self, client):
        event = build_event("The hearing")
        post = build_post("What was said", event_reported=event)
        assert post.url in client.get(event.url).content.decode()
        assert event.url in client.get(post.url).content.decode()

    def test_a_report_does_not_link_to_a_draft_event(self, client):
        event = build_event("The secret hearing", live=False)
        post = build_post("What was said", event_reported=event)
        assert "The secret hearing" not in client.get(post.url).content.decode()

    def test_series_lists_its_events(self, client):
        series = build_series()
        event = build_event(series=series)
        assert client.get(series.url).context["upcoming"] == [event]

    def test_a_cancelled_event_says_so_everywhere(self, client):
        topic = build_topic()
        event = build_event("Off", status="cancelled", status_reason="The hall is flooded.", topics=[topic])
        for url in (event.url, "/events/", topic.url, "/"):
            assert "Cancelled" in client.get(url).content.decode(), url
        assert "The hall is flooded." in client.get(event.url).content.decode()

    def test_speakers_keep_order_part_and_the_role_of_that_day(self, client):
        ana = build_person("Ana", "Silva", role="Professor")
        speakers = [{"name": "Guest", "part": "chair"}, {"person": ana, "role": "Student", "part": "panellist"}]
        event = build_event(speakers=speakers)
        html = client.get(event.url).content.decode()
        assert html.index("Guest") < html.index("Ana Silva")
        assert "Student" in html
        assert "Professor" not in html


@pytest.mark.django_db
class TestEventBlock:
    def post_with(self, **value):
        return build_post(body=[block("event", {"which": "chosen", "page": None, "heading": ""} | value)])

    def test_next_is_decided_when_the_page_is_read(self, client):
        later = build_event("Later", starts_at=NOW + timedelta(days=20))
        sooner = build_event("Sooner", starts_at=NOW + timedelta(days=10))
        with time_machine.travel(NOW, tick=False):
            post = self.post_with(which="next")
        for day, event in ((1, sooner), (15, later)):
            with time_machine.travel(NOW + timedelta(days=day), tick=False):
                assert BlogPage.objects.get(pk=post.pk).body[0].value.event == event

    def test_no_next_event_shows_nothing(self, client):
        post = self.post_with(which="next")
        assert client.get(post.url).status_code == 200

    def test_a_chosen_draft_is_not_shown(self, client):
        post = self.post_with(page=build_event("Unannounced", live=False).pk)
        assert "Unannounced" not in client.get(post.url).content.decode()
