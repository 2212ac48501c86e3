"""A copy of an event is a new event, and a new event of a series starts from the last one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from bookings.services import book
from demo.builders import build_event, build_series, build_topic, build_venue
from events.models import EventIndexPage, EventPage

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 1, 18, tzinfo=UTC)


@pytest.fixture
def event():
    agenda = [("session", {"time": time(18), "title": "Welcome", "day": date(2027, 3, 1)})]
    return build_event(
        "The first lecture",
        starts_at=START,
        status="cancelled",
        status_reason="The speaker is unwell.",
        recording_url="https://www.youtube.com/watch?v=abcdefghijk",
        transcript_text="<p>Good evening.</p>",
        agenda=agenda,
        takes_bookings=True,
        capacity=40,
        questions=[{"label": "Will you join us for supper?"}],
        speakers=[{"name": "Ida Quill"}],
    )


def copy(client, page, **data):
    parent = page.get_parent()
    form = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": parent.pk, "publish_copies": "on", **data}
    assert client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form).status_code == 302
    return EventPage.objects.get(title="A copy")


class TestCopy:
    def test_it_has_no_past(self, editor_client, event):
        book(event.pk, name="Ida", email="ida@example.org", submission="b1d4b5a0-0000-4000-8000-000000000001")
        copied = copy(editor_client, event)
        for version in (copied, copied.get_latest_revision_as_object()):
            assert (version.starts_at, version.ends_at) == (None, None)
            assert (version.status, version.status_reason) == ("scheduled", "")
            assert (version.recording_url, version.transcript_text, version.slides) == ("", "", None)
            assert [part.value["day"] for part in version.agenda] == [None]
            assert version.capacity == 40
        assert copied.bookings.count() == 0
        assert copied.booking_questions.count() == 1
        assert copied.uid != event.uid

    def test_it_is_a_draft_though_everything_is_copied_as_live(self, make_user, client, event):
        client.force_login(make_user("Administrators"))
        assert "publish_copies" not in client.get(reverse("wagtailadmin_pages:copy", args=[event.pk])).content.decode()
        assert not copy(client, event).live
        assert not event.copy(update_attrs={"slug": "another"}).live
        index = EventIndexPage.objects.get()
        copies = index.copy(to=index.get_parent(), recursive=True, update_attrs={"slug": "more", "title": "More"})
        assert copies.get_children().count() > 0
        assert not copies.get_children().live().exists()


class TestNextEvent:
    @pytest.fixture
    def series(self, event):
        series = build_series("The annual lecture")
        build_event(
            "Lecture 2026",
            series=series,
            starts_at=START - timedelta(days=365),
            venue=build_venue("Quay House"),
            audience="Everybody",
            takes_bookings=True,
            questions=[{"label": "Supper?"}],
            speakers=[{"name": "Ida Quill"}],
            topics=[build_topic("Housing")],
            recording_url="https://www.youtube.com/watch?v=abcdefghijk",
        )
        return series

    def test_it_takes_over_how_the_last_one_was_held(self, editor_client, series):
        address = reverse("next_event", args=[series.pk])
        html = editor_client.get(address).content.decode()
        assert 'value="18:00"' in html
        assert 'value="20:00"' in html
        form = {"title": "Lecture 2027", "day": "2027-07-01", "starts": "18:00", "ends": "20:00"}
        response = editor_client.post(address, form)
        event = EventPage.objects.get(title="Lecture 2027")
        assert response.url == reverse("wagtailadmin_pages:edit", args=[event.pk])
        assert event.starts_at == datetime(2027, 7, 1, 17, tzinfo=UTC)  # summer time
        assert event.ends_at == datetime(2027, 7, 1, 19, tzinfo=UTC)
        assert (event.venue.name, event.audience, event.series) == ("Quay House", "Everybody", series)
        assert [question.label for question in event.booking_questions.all()] == ["Supper?"]
        assert [topic.title for topic in event.topics.all()] == ["Housing"]
        assert (event.speakers.count(), event.recording_url, event.summary, event.live) == (0, "", "", False)
        assert editor_client.get(response.url).status_code == 200

    def test_past_midnight_and_in_an_hour_that_is_skipped(self, editor_client, series):
        address = reverse("next_event", args=[series.pk])
        editor_client.post(address, {"title": "Late", "day": "2027-07-01", "starts": "22:00", "ends": "01:00"})
        assert EventPage.objects.get(title="Late").ends_at == datetime(2027, 7, 2, 0, tzinfo=UTC)
        skipped = {"title": "Never", "day": "2027-03-28", "starts": "01:30", "ends": "03:00"}
        assert "the clocks go forward" in editor_client.post(address, skipped).content.decode()

    def test_the_first_of_a_series(self, editor_client):
        series = build_series("New")
        form = {"title": "First", "day": "2027-07-01", "starts": "18:00", "ends": "20:00"}
        editor_client.post(reverse("next_event", args=[series.pk]), form)
        assert EventPage.objects.get(title="First").series == series

    def test_an_all_day_event_asks_for_no_times(self, editor_client, series):
        build_event("Festival", series=series, starts_at=START, all_day=True)
        address = reverse("next_event", args=[series.pk])
        assert 'name="starts"' not in editor_client.get(address).content.decode()
        editor_client.post(address, {"title": "Festival 2", "day": "2027-07-01"})
        event = EventPage.objects.get(title="Festival 2")
        assert event.starts_at == datetime(2027, 6, 30, 23, tzinfo=UTC)
        assert event.ends_at == datetime(2027, 7, 1, 23, tzinfo=UTC)

    def test_the_button_stands_at_the_series_and_its_events(self, editor_client, series, event):
        address = reverse("next_event", args=[series.pk])
        member = EventPage.objects.get(title="Lecture 2026")
        for page, shown in ((series, True), (member, True), (event, False)):
            html = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
            assert (address in html) == shown

    def test_who_may_add_events(self, make_user, client, series):
        address = reverse("next_event", args=[series.pk])
        assert client.get(address).status_code == 302
        client.force_login(make_user("Contributors"))
        assert client.get(address).status_code == 200

    def test_it_tells_a_contributor_of_no_draft_of_others(self, make_user, client, series):
        build_event("Lecture 2027", series=series, starts_at=START + timedelta(days=365, hours=2), live=False)
        client.force_login(make_user("Contributors"))
        assert 'value="18:00"' in client.get(reverse("next_event", args=[series.pk])).content.decode()
        hidden = build_series("Hidden", live=False)
        response = client.get(reverse("next_event", args=[hidden.pk]))
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
