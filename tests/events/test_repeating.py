"""An event copied to other dates: each a draft of its own, at the same time of day whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from demo.builders import build_event, build_series
from events.models import EventPage
from events.repeating import get_dates

pytestmark = pytest.mark.django_db

#: A Tuesday, in winter time, at 18:30 in London.
START = datetime(2027, 3, 9, 18, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _february():
    with time_machine.travel(datetime(2027, 2, 20, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def event():
    agenda = [
        ("session", {"time": time(18, 30), "title": "Welcome", "day": date(2027, 3, 9)}),
        ("session", {"time": time(10), "title": "Walk", "day": date(2027, 3, 10)}),
    ]
    return build_event(
        "Reading room",
        starts_at=START,
        ends_at=datetime(2027, 3, 10, 11, tzinfo=UTC),
        series=build_series("Readings"),
        status="cancelled",
        status_reason="Snow.",
        recording_url="https://www.youtube.com/watch?v=abcdefghijk",
        transcript_text="<p>Good evening.</p>",
        agenda=agenda,
        takes_bookings=True,
        capacity=40,
        questions=[{"label": "Tea?"}],
        speakers=[{"name": "Ida Quill"}],
    )


def send(client, event, **data):
    form = {"title": "Reading room", "rule": "days", "days": "", "weekday": "1", "until": ""} | data
    return client.post(reverse("repeat_event", args=[event.pk]), form)


def starts_of(title: str = "Reading room") -> list[str]:
    events = EventPage.objects.filter(title=title, live=False).order_by("starts_at")
    return [f"{event.local_start:%a %d %b %H:%M}" for event in events]


def test_every_tuesday_until_at_the_same_time_of_day(editor_client, event):
    response = send(editor_client, event, rule="week", until="6 April 2027")
    assert response["Location"].startswith(reverse("events:index"))
    assert starts_of() == ["Tue 16 Mar 18:30", "Tue 23 Mar 18:30", "Tue 30 Mar 18:30", "Tue 06 Apr 18:30"]
    last = EventPage.objects.get(starts_at=datetime(2027, 4, 6, 17, 30, tzinfo=UTC))  # summer time
    assert last.ends_at == datetime(2027, 4, 7, 10, tzinfo=UTC)


def test_on_chosen_days_as_people_write_them(editor_client, event):
    send(editor_client, event, days="3 May\n next Tuesday \n\n3/5/27")
    assert starts_of() == ["Tue 23 Feb 18:30", "Mon 03 May 18:30"]


def test_one_copy_is_opened_and_has_no_past(editor_client, event):
    response = send(editor_client, event, title="Reading room, again", days="4 May 2027")
    copied = EventPage.objects.get(title="Reading room, again")
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[copied.pk])
    assert copied.slug == "reading-room-again-2027-05-04"
    for version in (copied, copied.get_latest_revision_as_object()):
        assert (version.live, version.series, version.capacity) == (False, event.series, 40)
        assert (version.title, version.starts_at.date()) == ("Reading room, again", date(2027, 5, 4))
        assert (version.status, version.status_reason) == ("scheduled", "")
        assert (version.recording_url, version.transcript_text, version.slides) == ("", "", None)
        assert [part.value["day"] for part in version.agenda] == [date(2027, 5, 4), date(2027, 5, 5)]
        assert [speaker.name for speaker in version.speakers.all()] == ["Ida Quill"]
        assert [question.label for question in version.booking_questions.all()] == ["Tea?"]
    assert (copied.uid != event.uid, copied.sequence, copied.bookings.count()) == (True, 0, 0)


def test_sent_twice_it_copies_once(editor_client, event):
    for _time in range(2):
        response = send(editor_client, event, days="4 May 2027\n5 May 2027")
    assert starts_of() == ["Tue 04 May 18:30", "Wed 05 May 18:30"]
    html = editor_client.get(response["Location"]).content.decode()
    assert "On 2 days there was one." in html


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"days": ""}, "Write at least one day."),
        ({"days": "4 May\nsoonish"}, "“soonish” was not understood."),
        ({"rule": "week"}, "Write until when."),
        ({"rule": "week", "until": "1 March 2027"}, "There is no such day"),
        ({"rule": "week", "until": "1 March 2099"}, "These are more than 60 days."),
        ({"rule": "daily"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_copies_nothing(editor_client, event, data, error):
    assert error in send(editor_client, event, **data).content.decode()
    assert starts_of() == []


def test_a_time_that_the_clocks_skip_copies_nothing(editor_client):
    start = datetime(2027, 3, 21, 1, 30, tzinfo=UTC)
    event = build_event("Night walk", starts_at=start, ends_at=start + timedelta(hours=1))
    response = send(editor_client, event, title="Night walk", days="22 March\n28 March")
    assert "the clocks go forward" in response.content.decode()
    assert starts_of("Night walk") == []


def test_whole_days_and_other_time_zones(editor_client):
    start = datetime(2027, 3, 9, 23, tzinfo=UTC)
    evening = build_event("Far", starts_at=start, ends_at=start + timedelta(hours=2), timezone="America/New_York")
    festival = build_event("Festival", starts_at=START, ends_at=START + timedelta(days=1), all_day=True)
    for event in (evening, festival):
        send(editor_client, event, title=event.title, days="6 April 2027")
    far = EventPage.objects.get(title="Far", live=False)
    assert far.starts_at == datetime(2027, 4, 6, 22, tzinfo=UTC)
    copied = EventPage.objects.get(title="Festival", live=False)
    assert (copied.first_day, copied.last_day, copied.all_day) == (date(2027, 4, 6), date(2027, 4, 7), True)


def test_the_same_weekday_of_each_month(event):
    assert get_dates(event, "month", date(2027, 6, 30), 0) == [date(2027, 4, 13), date(2027, 5, 11), date(2027, 6, 8)]
    event.starts_at = datetime(2027, 3, 31, 18, tzinfo=UTC)  # the fifth Wednesday
    assert get_dates(event, "month", date(2027, 5, 31), 0) == [date(2027, 4, 28), date(2027, 5, 26)]


def test_an_event_of_last_month_is_repeated_from_tomorrow_on(event):
    event.starts_at -= timedelta(days=35)  # 2 February
    assert get_dates(event, "fortnight", date(2027, 3, 20), 1) == [date(2027, 3, 2), date(2027, 3, 16)]
    assert get_dates(event, "week", date(2027, 3, 1), 4) == [date(2027, 2, 26)]


def test_who_may_copy_it(make_user, client, editor_client, event):
    undated = build_event("Undated", live=False)
    EventPage.objects.filter(pk=undated.pk).update(starts_at=None, ends_at=None)
    assert send(editor_client, undated).status_code == 302
    client.force_login(make_user("Contributors"))
    assert client.get(reverse("repeat_event", args=[event.pk])).status_code == 200
    assert client.get(reverse("repeat_event", args=[undated.pk])).status_code == 302
    assert reverse("repeat_event", args=[event.pk]) in editor_client.get(reverse("events:index")).content.decode()
