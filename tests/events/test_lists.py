"""The list of events, its month view, calendar links, and the event block in other pages."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from wagtail.models import Page

from blog.models import BlogPage
from demo.builders import block, build_event, build_person, build_post, build_series, build_topic
from events.models import EventPage

NOW = datetime(2027, 3, 10, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march():
    with time_machine.travel(NOW, tick=False):
        yield


def titles(events) -> list[str]:
    return [event.title for event in events]


class TestFilters:
    @pytest.fixture
    def events(self):
        topic, series, ana = build_topic("Care"), build_series("Lectures"), build_person("Ana", "Silva")
        link = {"online_url": "https://example.org/live"}
        build_event("Topic", topics=[topic])
        build_event("Series", series=series)
        build_event("Person", speakers=[{"person": ana}])
        build_event("Online", attendance="online", **link)
        build_event("Hybrid", attendance="hybrid", **link)
        build_event("Moved", status="online", **link)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("topic=care", ["Topic"]),
            ("series=lectures", ["Series"]),
            ("person=ana-silva", ["Person"]),
            ("mode=online", ["Online", "Hybrid", "Moved"]),
            ("mode=in_person", ["Topic", "Series", "Person", "Hybrid"]),
            ("mode=nonsense&topic=&series=nothing", ["Topic", "Series", "Person", "Online", "Hybrid", "Moved"]),
        ],
    )
    def test_each(self, client, events, query, found):
        response = client.get(f"/events/?{query}")
        assert sorted(titles(response.context["upcoming"])) == sorted(found)

    def test_they_hold_in_the_month_too(self, client, events):
        html = client.get("/events/month/?topic=care").content.decode()
        assert "Topic</a>" in html
        assert "Hybrid</a>" not in html

    def test_somebody_who_is_hidden_is_not_offered(self, client):
        hidden = build_person("Eve", "Hidden")
        build_event(speakers=[{"person": hidden}], attribution="chatham_house")
        assert "Hidden" not in client.get("/events/").content.decode()
        assert len(client.get("/events/?person=eve-hidden").context["upcoming"]) == 1


def test_two_thousand_past_events_cost_no_more(client, django_assert_max_num_queries):
    multiply(build_event("The last", starts_at=NOW - timedelta(days=1)), 2000)
    for path in ("/events/", "/events/?year=2026&page=3", "/events/month/", "/events/month/2026/5/"):
        with django_assert_max_num_queries(14):
            assert client.get(path).status_code == 200
    assert client.get("/events/").context["past"].paginator.count == 2001


def multiply(event: EventPage, number: int) -> None:
    """Write rows like those of ``event``, each a day earlier, straight away: publishing them would take minutes."""
    different = {
        "wagtailcore_page": {
            "id": "id + n",
            "path": "left(path, -4) || to_char(n, 'FM0000')",
            "slug": "slug || n",
            "url_path": "url_path || n || '/'",
            "translation_key": "gen_random_uuid()",
        },
        "events_eventpage": {
            "page_ptr_id": "page_ptr_id + n",
            "uid": "gen_random_uuid()",
            "starts_at": "starts_at - n * interval '1 day'",
            "ends_at": "ends_at - n * interval '1 day'",
        },
    }
    with connection.cursor() as cursor:
        for model in (Page, EventPage):
            table, key = model._meta.db_table, model._meta.pk.column
            columns = [str(field.column) for field in model._meta.local_concrete_fields]
            values = ", ".join(different[table].get(column, f'"{column}"') for column in columns)
            names = ", ".join(f'"{column}"' for column in columns)
            cursor.execute(
                f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}", generate_series(1001, %s) n '  # noqa: S608
                f'WHERE "{key}" = %s',
                [1000 + number, event.pk],
            )
        cursor.execute("ANALYZE")  # as PostgreSQL does by itself within a minute


class TestMonth:
    def days(self, client, path: str) -> dict[date, list[str]]:
        weeks = client.get(path).context["weeks"]
        assert all(len(week) == 7 and week[0].date.weekday() == 0 for week in weeks)
        return {day.date: titles(day.events) for week in weeks for day in week if day.events}

    def test_each_event_is_on_each_of_its_days(self, client):
        build_event("One", starts_at=datetime(2027, 3, 1, 18, tzinfo=UTC))
        build_event("Days", starts_at=datetime(2027, 3, 30, 9, tzinfo=UTC), ends_at=datetime(2027, 4, 1, 9, tzinfo=UTC))
        build_event("Other", starts_at=datetime(2027, 5, 1, 18, tzinfo=UTC))
        march = {date(2027, 3, 1): ["One"]} | {date(2027, 3, 30) + timedelta(days=n): ["Days"] for n in range(3)}
        assert self.days(client, "/events/month/2027/3/") == march
        assert self.days(client, "/events/month/") == march

    def test_the_days_are_those_of_the_events_own_clocks(self, client):
        build_event("Late", starts_at=datetime(2027, 4, 1, 2, tzinfo=UTC), timezone="America/New_York")
        build_event("Early", starts_at=datetime(2027, 3, 31, 20, tzinfo=UTC), timezone="Pacific/Kiritimati")
        assert self.days(client, "/events/month/2027/4/") == {
            date(2027, 3, 31): ["Late"],
            date(2027, 4, 1): ["Early"],
        }

    def test_what_ends_at_midnight_is_on_one_day(self, client):
        start = datetime(2027, 3, 5, 20, tzinfo=UTC)
        build_event("Night", starts_at=start, ends_at=start + timedelta(hours=4))
        assert self.days(client, "/events/month/2027/3/") == {date(2027, 3, 5): ["Night"]}

    def test_a_state_is_shown_and_what_has_no_date_is_not(self, client):
        build_event("Off", starts_at=NOW + timedelta(days=1), status="cancelled")
        build_event("Later", starts_at=NOW + timedelta(days=2), status="postponed")
        html = client.get("/events/month/2027/3/").content.decode()
        assert "Cancelled</strong>" in html
        assert "Later" not in html

    def test_months_lead_to_one_another_and_end_where_events_do(self, client):
        build_event(starts_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
        context = client.get("/events/month/2027/1/").context
        assert (context["previous_month"].path, context["next_month"].path) == ("month/2026/12/", "month/2027/2/")
        assert client.get("/events/month/2026/12/").context["previous_month"] is None
        assert client.get("/events/month/2027/3/").context["next_month"] is None
        for path in ("2026/11", "2027/4", "2027/13", "2027/0", "0000/1", "9999/12", "2027"):
            assert client.get(f"/events/month/{path}/").status_code == 404

    def test_it_is_a_table(self, client):
        html = client.get("/events/month/").content.decode()
        assert "<caption" in html
        assert "Events in March 2027" in html
        assert html.count('<th scope="col"') == 7
        assert "Nothing is on this month." in html


class TestKeepingTheDate:
    def links(self, **fields) -> dict:
        event = build_event("Who pays & why?", starts_at=datetime(2027, 7, 1, 17, tzinfo=UTC), **fields)
        return {urlsplit(link["url"]).hostname: parse_qs(urlsplit(link["url"]).query) for link in event.calendar_links}

    def test_google_takes_local_times(self):
        query = self.links()["calendar.google.com"]
        assert query["text"] == ["Who pays & why?"]
        assert (query["dates"], query["ctz"]) == (["20270701T180000/20270701T200000"], ["Europe/London"])

    def test_outlook_takes_utc(self):
        for host in ("outlook.live.com", "outlook.office.com"):
            query = self.links()[host]
            assert (query["startdt"], query["enddt"]) == (["2027-07-01T17:00:00Z"], ["2027-07-01T19:00:00Z"])

    def test_whole_days(self):
        links = self.links(all_day=True)
        assert links["calendar.google.com"]["dates"] == ["20270701/20270702"]
        assert links["outlook.live.com"]["allday"] == ["true"]

    def test_the_page_offers_the_file_and_the_subscription(self, client):
        series = build_series("The lectures")
        event = build_event(series=series)
        html = client.get(event.url).content.decode()
        assert f'href="{event.full_url}event.ics"' in html
        assert 'href="webcal://' in html
        assert "/the-lectures/calendar.ics" in html
        assert "Subscribe to The lectures" in html

    @pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"starts_at": NOW - timedelta(days=1)}])
    def test_there_is_nothing_to_keep_of_what_is_off_or_over(self, client, fields):
        assert "Add to your calendar" not in client.get(build_event(**fields).url).content.decode()

    def test_lists_offer_their_calendars(self, client):
        topic, series, ana = build_topic(), build_series(), build_person()
        build_event(topics=[topic], series=series, speakers=[{"person": ana}])
        for url in ("/events/", topic.url, series.url, ana.url):
            html = client.get(url).content.decode()
            assert f'{url}calendar.ics">subscribe' in html, url


class TestBlock:
    def shown(self, client, event, **value) -> str:
        post = build_post(body=[block("event", {"which": "chosen", "page": event.pk, "heading": ""} | value)])
        return client.get(post.url).content.decode()

    def test_it_tells_the_time(self, client):
        event = build_event(starts_at=NOW + timedelta(days=1), recording_url="https://youtu.be/abcdefghijk")
        post = build_post(body=[block("event", {"which": "chosen", "page": event.pk, "heading": ""})])
        for moment, words in (
            (NOW, "This event will take place on 11 March 2027."),
            (NOW + timedelta(days=1, minutes=5), "This event is taking place now."),
            (NOW + timedelta(days=2), "This event took place on 11 March 2027."),
        ):
            with time_machine.travel(moment, tick=False):
                html = client.get(post.url).content.decode()
                assert words in html
                assert ("Watch the recording" in html) == ("took place" in words)

    def test_it_never_says_that_what_was_cancelled_took_place(self, client):
        html = self.shown(client, build_event(starts_at=NOW - timedelta(days=9), status="cancelled"))
        assert "This event does not take place." in html
        assert "took place on" not in html

    def test_the_next_event_is_one_that_goes_ahead(self, client):
        for number, status in enumerate(("cancelled", "postponed", "scheduled")):
            build_event(f"The {status} one", starts_at=NOW + timedelta(days=1 + number), status=status)
        post = build_post(body=[block("event", {"which": "next", "page": None, "heading": ""})])
        assert BlogPage.objects.get(pk=post.pk).body[0].value.event.title == "The scheduled one"

    def test_a_postponed_event_has_no_day(self, client):
        html = self.shown(client, build_event(starts_at=NOW + timedelta(days=9), status="postponed"))
        assert "on a day that is to be announced" in html
        assert "19 March 2027" not in html


class TestAfterwards:
    def test_the_recording_waits_to_be_asked_for(self, client):
        event = build_event(starts_at=NOW - timedelta(days=9), recording_url="https://youtu.be/abcdefghijk")
        html = client.get(event.url).content.decode()
        assert "data-embed=" in html
        assert "<iframe" not in html

    def test_a_recording_elsewhere_is_a_link(self, client):
        event = build_event(starts_at=NOW - timedelta(days=9), recording_url="https://media.example/42")
        html = client.get(event.url).content.decode()
        assert '<a href="https://media.example/42">Recording</a>' in html

    def test_the_transcript_is_read_and_found(self, client):
        event = build_event(starts_at=NOW - timedelta(days=9), transcript_text="<p>Nobody asked the ferryman.</p>")
        assert "Nobody asked the ferryman." in client.get(event.url).content.decode()
        assert "Nobody asked the ferryman." in event.get_search_content().body

    def test_search_knows_the_state(self):
        event = build_event(status="cancelled")
        assert type(event).get_status_labels([event.pk]) == {event.pk: "Cancelled"}

    def test_a_postponed_event_is_found_without_its_old_date(self):
        assert build_event(status="postponed").display_date is None


class TestReport:
    def test_it_lists_what_took_place_and_lacks_something(self, editor_client):
        past = {"starts_at": NOW - timedelta(days=9)}
        bare = build_event("Bare", **past)
        written_up = build_event("Written up", **past)
        complete = build_event("Complete", recording_url="https://youtu.be/abcdefghijk", **past)
        for event in (written_up, complete):
            build_post(f"On {event}", event_reported=event)
        build_post("A draft on it", event_reported=bare, live=False)
        build_event("Cancelled", status="cancelled", **past)
        build_event("To come")
        response = editor_client.get(reverse("events_to_follow_up"))
        rows = {event.title: (event.write_up, event.record) for event in response.context["object_list"]}
        assert rows == {"Bare": ("Missing", "Missing"), "Written up": ("Published", "Missing")}

    def test_it_can_be_taken_away(self, editor_client):
        build_event("Bare", starts_at=NOW - timedelta(days=9))
        response = editor_client.get(reverse("events_to_follow_up") + "?export=csv")
        text = b"".join(response.streaming_content).decode()
        assert "Bare,2027-03-01,Missing,Missing" in text

    def test_it_is_for_those_who_write(self, client):
        assert client.get(reverse("events_to_follow_up")).status_code == 302
        assert BlogPage.objects.count() == 0


def test_an_event_cannot_take_the_address_of_the_month():
    with pytest.raises(Exception, match="address of the list of events itself"):
        build_event("Month", slug="month")
