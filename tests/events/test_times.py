"""Times are typed and shown in the event's time zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from core.dates.zones import parse_local_time
from demo.builders import block, build_event, build_post, build_venue
from events.models import EventIndexPage, EventPage
from events.times import get_end_of_day, get_start_of_day, get_timezone_names

LONDON, NEW_YORK = "Europe/London", "America/New_York"
ZONES = sorted(name for name in get_timezone_names() if "/" in name)


def form_data(**fields) -> dict:
    form = EventPage.get_edit_handler().get_form_class()(instance=EventPage())
    data = dict.fromkeys(form.fields, "")
    for name in ("topics", "takes_bookings", "all_day", "captions", "sign_language", "noindex", "show_in_menus"):
        data.pop(name, None)
    empty = streamfield([])
    formsets = {name: inline_formset([]) for name in form.formsets}
    return nested_form_data(
        data
        | {"body": empty, "agenda": empty, "photos": empty}
        | formsets
        | {
            "title": "A talk", "slug": "a-talk", "summary": "In brief.", "status": "scheduled", "timezone": LONDON,
            "attendance": "in_person", "attribution": "on_record", "currency": "GBP", "place": "Room 1",
            "access_needs_kept_days": "7", "bookings_kept_days": "30", "transcript_text": "null",
            "starts_at": "2027-03-01 18:00", "ends_at": "2027-03-01 19:30",
        }
        | fields
    )  # fmt: skip


@pytest.fixture
def send(editor_client, db):
    """Return a function that sends the editor's form, and gives the event's latest version and the form's errors."""

    def send(event: EventPage | None = None, *, action: str | None = "action-publish", **fields):
        data = form_data(**fields) | ({action: "1"} if action else {})
        if event:
            url = reverse("wagtailadmin_pages:edit", args=[event.pk])
        else:
            url = reverse("wagtailadmin_pages:add", args=["events", "eventpage", EventIndexPage.objects.get().pk])
        response = editor_client.post(url, data)
        errors = response.context["form"].errors if response.status_code == 200 else {}
        found = EventPage.objects.order_by("-pk").first()
        return found and found.get_latest_revision_as_object(), dict(errors)

    return send


class TestTyping:
    @pytest.mark.parametrize("action", ["action-publish", None])
    @pytest.mark.parametrize(
        ("zone", "typed", "instant"),
        [
            (LONDON, "2027-03-01 18:00", datetime(2027, 3, 1, 18, tzinfo=UTC)),
            (LONDON, "2027-07-01 18:00", datetime(2027, 7, 1, 17, tzinfo=UTC)),
            (NEW_YORK, "2027-03-20 18:00", datetime(2027, 3, 20, 22, tzinfo=UTC)),
            # Not there in London, where the editor and the site are; an ordinary hour in New York.
            (NEW_YORK, "2027-03-28 01:30", datetime(2027, 3, 28, 5, 30, tzinfo=UTC)),
            # Twice in London: the first of the two.
            (LONDON, "2027-10-31 01:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
            (LONDON, "2027-12-31 23:59", datetime(2027, 12, 31, 23, 59, tzinfo=UTC)),
        ],
    )
    def test_a_time_is_read_off_the_clocks_of_the_event(self, send, zone, typed, instant, action):
        event, errors = send(timezone=zone, starts_at=typed, ends_at="2028-01-01 12:00", action=action)
        assert errors == {}
        assert event.starts_at.astimezone(UTC) == instant

    @pytest.mark.parametrize("action", ["action-publish", None])
    def test_an_hour_that_does_not_come_is_refused(self, send, action):
        _event, errors = send(starts_at="2027-03-28 01:30", ends_at="2027-03-28 12:00", action=action)
        assert set(errors) == {"starts_at"}
        assert "There is no 01:30 that day in Europe/London" in str(errors["starts_at"])
        assert "Write 02:30" in str(errors["starts_at"])

    def test_another_zone_moves_the_event_to_its_clocks(self, send):
        event, _errors = send()
        event, _errors = send(event, timezone=NEW_YORK)
        assert event.local_start.strftime("%H:%M") == "18:00"
        assert event.starts_at == datetime(2027, 3, 1, 23, tzinfo=UTC)

    def test_what_is_not_touched_is_not_changed(self, send, editor_client):
        """Seconds that the form does not show, and the second of two equal hours, survive an edit of the title."""
        start = datetime(2027, 10, 31, 1, 30, 12, tzinfo=UTC)
        event = build_event(starts_at=start, ends_at=start + timedelta(hours=2))
        html = editor_client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
        assert 'value="2027-10-31 01:30"' in html
        fields = {"starts_at": "2027-10-31 01:30", "ends_at": "2027-10-31 03:30", "place": event.place}
        event, errors = send(event, title="Other", **fields)
        assert errors == {}
        assert (event.starts_at.astimezone(UTC), event.title) == (start, "Other")
        assert EventPage.objects.get().sequence == 0

    def test_the_form_shows_the_time_of_the_event(self, editor_client, db):
        event = build_event(starts_at=datetime(2027, 3, 20, 22, tzinfo=UTC), timezone=NEW_YORK)
        html = editor_client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
        assert 'value="2027-03-20 18:00"' in html
        assert f'<option value="{NEW_YORK}" selected' in html

    def test_an_unknown_zone_names_its_field(self, send):
        _event, errors = send(timezone="Europe/Atlantis")
        assert set(errors) == {"timezone"}

    def test_booking_closes_by_the_same_clocks(self, send):
        event, _errors = send(timezone=NEW_YORK, booking_closes_at="2027-03-01 12:00")
        assert event.booking_closes_at == datetime(2027, 3, 1, 17, tzinfo=UTC)


class TestWholeDays:
    @pytest.mark.parametrize("end", ["2027-03-29", "2027-03-29 00:00", "2027-03-29 17:00", "2027-03-29 23:59"])
    def test_the_last_day_is_the_one_that_was_typed(self, send, end):
        """From midnight to midnight, across the night in which British clocks go forward."""
        event, errors = send(all_day="on", starts_at="2027-03-27 10:00", ends_at=end)
        assert errors == {}
        assert (event.first_day, event.last_day) == (date(2027, 3, 27), date(2027, 3, 29))
        assert event.starts_at == datetime(2027, 3, 27, tzinfo=UTC)
        assert event.ends_at == datetime(2027, 3, 29, 23, tzinfo=UTC)

    def test_saving_again_adds_no_day(self, send, editor_client):
        event, _errors = send(all_day="on", starts_at="2027-03-27", ends_at="2027-03-29")
        html = editor_client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content.decode()
        assert 'value="2027-03-29 23:59"' in html
        event, _errors = send(event, all_day="on", starts_at="2027-03-27 00:00", ends_at="2027-03-29 23:59")
        assert event.last_day == date(2027, 3, 29)

    def test_one_day(self, send):
        event, errors = send(all_day="on", starts_at="2027-03-27", ends_at="2027-03-27")
        assert errors == {}
        assert event.first_day == event.last_day == date(2027, 3, 27)

    @pytest.mark.django_db
    def test_what_ends_at_midnight_lasts_no_other_day(self):
        event = EventPage(
            starts_at=datetime(2027, 12, 31, 20, tzinfo=UTC), ends_at=datetime(2028, 1, 1, tzinfo=UTC), timezone=LONDON
        )
        assert event.last_day == date(2027, 12, 31)


class TestDrafts:
    def test_a_draft_may_lack_everything_but_a_title(self, send):
        fields = {"starts_at": "", "ends_at": "", "summary": "", "place": "", "status": "rescheduled"}
        event, errors = send(action=None, **fields)
        assert errors == {}
        assert event.starts_at is None

    def test_a_draft_may_end_before_it_starts(self, send):
        """Whoever moves an event types the one before the other, and the draft saves itself in between."""
        times = {"starts_at": "2027-03-08 18:00", "ends_at": "2027-03-01 19:30"}
        _event, errors = send(action=None, **times)
        assert errors == {}
        _event, errors = send(**times, slug="another")
        assert "must be after the start" in str(errors["ends_at"])

    def test_publishing_names_every_field_that_is_missing(self, send):
        _event, errors = send(starts_at="", ends_at="", summary="", place="")
        assert {"starts_at", "ends_at", "venue"} <= set(errors)
        assert "summary" not in errors  # an event that was created with title, day and place can go out

    def test_rescheduled_means_another_start(self, send):
        event, _errors = send()
        _event, errors = send(event, status="rescheduled")
        assert "has not changed" in str(errors["status"])
        event, errors = send(event, status="rescheduled", starts_at="2027-03-01 18:30")
        assert errors == {}
        event = EventPage.objects.get()
        assert (event.sequence, event.previous_starts_at) == (1, datetime(2027, 3, 1, 18, tzinfo=UTC))

    def test_a_venue_is_chosen(self, send):
        venue = build_venue("The Hall")
        event, errors = send(place="", venue=str(venue.pk))
        assert errors == {}
        assert event.venue == venue


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(ZONES),
)
def test_a_clock_is_read_as_it_shows(moment, zone):
    moment = moment.replace(second=0, microsecond=0)
    clock = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    read = parse_local_time(clock, zone)
    assert read <= moment  # the first of two equal hours, or the only one
    assert read.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == clock


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([LONDON, NEW_YORK, "Asia/Kathmandu", "Pacific/Apia", "UTC"]),
)
def test_a_day_lasts_from_midnight_to_midnight(moment, zone):
    start, end = get_start_of_day(moment, zone), get_end_of_day(moment, zone)
    assert start <= moment
    assert end >= moment
    assert get_end_of_day(end, zone) == end
    assert start == moment or (end - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date() == (
        moment.astimezone(ZoneInfo(zone)).date()
    )


@pytest.mark.parametrize(
    ("moment", "zone", "start", "end"),  # in UTC
    [
        ("2027-03-01 12:00", LONDON, "2027-03-01 00:00", "2027-03-02 00:00"),
        ("2027-03-28 12:00", LONDON, "2027-03-28 00:00", "2027-03-28 23:00"),  # clocks go forward
        ("2027-10-31 12:00", LONDON, "2027-10-30 23:00", "2027-11-01 00:00"),  # and back
        ("2027-07-02 03:00", NEW_YORK, "2027-07-01 04:00", "2027-07-02 04:00"),
        ("2011-12-29 22:00", "Pacific/Apia", "2011-12-29 10:00", "2011-12-30 10:00"),  # 30 December was left out
    ],
)
def test_a_day_may_be_shorter_or_longer(moment, zone, start, end):
    moment, start, end = (datetime.fromisoformat(f"{text}+00:00") for text in (moment, start, end))
    assert (get_start_of_day(moment, zone), get_end_of_day(moment, zone)) == (start, end)


def test_a_clock_may_show_no_such_time():
    with pytest.raises(ValidationError, match="There is no 02:15"):
        parse_local_time(datetime(2027, 3, 14, 2, 15), NEW_YORK)


@pytest.mark.django_db
class TestShowing:
    def page(self, client, **fields) -> str:
        return client.get(build_event("The talk", **fields).url).content.decode()

    def test_new_york_on_a_london_site(self, client):
        html = self.page(client, starts_at=datetime(2027, 3, 20, 22, tzinfo=UTC), timezone=NEW_YORK)
        assert "Saturday 20 March 2027, 18:00" in html
        assert "New York time" in html
        assert 'datetime="2027-03-20T18:00:00-04:00"' in html

    def test_whole_days_name_no_hour(self, client):
        start = datetime(2027, 3, 27, tzinfo=UTC)
        html = self.page(client, starts_at=start, ends_at=start + timedelta(days=2, hours=9), all_day=True)
        assert "Saturday 27 March 2027" in html
        assert "Monday 29 March 2027" in html
        # The structured data say when the page was changed, with an offset.
        assert "00:00" not in html.replace("+00:00", "")

    def test_a_postponed_event_has_no_date_but_the_one_that_fell_through(self, client):
        html = self.page(client, starts_at=datetime(2027, 3, 1, 18, tzinfo=UTC), status="postponed")
        assert "Date to be announced" in html
        assert "It was announced for Monday 1 March 2027." in html
        assert "18:00" not in html.partition("<main")[2]

    def test_a_cancelled_or_postponed_event_never_took_place(self, client):
        past = timezone.now() - timedelta(days=9)
        for status in ("cancelled", "postponed"):
            assert "has taken place" not in self.page(client, starts_at=past, status=status)

    def test_on_now(self, client):
        event = build_event(starts_at=datetime(2027, 3, 28, 0, 30, tzinfo=UTC))
        with time_machine.travel(datetime(2027, 3, 28, 1, 15, tzinfo=UTC), tick=False):
            assert "Happening now" in client.get(event.url).content.decode()
            assert event in client.get("/events/").context["upcoming"]

    def test_other_pages_name_the_day_of_its_own_clocks(self, client):
        """In London it is the 21st already."""
        event = build_event(starts_at=datetime(2027, 3, 21, 1, tzinfo=UTC), timezone=NEW_YORK)
        related = [block("related", {"heading": "Related", "chosen": [event.pk]})]
        report = build_post(body=related, event_reported=event)
        html = client.get(report.url).content.decode().partition("<main")[2]
        assert html.count("20 March 2027") == 2
        assert "21 March 2027" not in html


class TestTheNightOnWhichClocksGoBack:
    """British clocks show 01:00 to 02:00 twice on 31 October 2027: first at midnight UTC, then an hour later."""

    FIRST_HALF_PAST = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    SECOND_ONE = datetime(2027, 10, 31, 1, 0, tzinfo=UTC)

    def test_an_event_from_the_first_to_the_second_hour_is_published(self, send):
        event, errors = send(starts_at="2027-10-31 01:30", ends_at="2027-10-31 01:00")
        assert errors == {}
        assert (event.starts_at, event.ends_at) == (self.FIRST_HALF_PAST, self.SECOND_ONE)
        again, errors = send(event, starts_at="2027-10-31 01:30", ends_at="2027-10-31 01:00", place="Room 2")
        assert errors == {}
        assert (again.starts_at, again.ends_at) == (self.FIRST_HALF_PAST, self.SECOND_ONE)

    def test_an_end_before_the_start_is_still_refused(self, send):
        _event, errors = send(starts_at="2027-10-31 02:30", ends_at="2027-10-31 01:30")
        assert "ends_at" in errors
