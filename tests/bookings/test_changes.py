"""Those who booked are told of a change of the event: once, what was and what is, with the file for their calendars."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from bookings import services
from bookings.models import BookingEmail, EventChange, NoticeChoice
from bookings.outbox import send_pending_emails
from demo.builders import build_venue
from editorial.publishing.forms import NO
from events.models import EventPage

from .conftest import calendar_of, change

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 10, 10, tzinfo=UTC)
START = datetime(2027, 2, 2, 18, tzinfo=UTC)
DAY_AFTER = START + timedelta(days=1)


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event(make_event):
    return make_event(starts_at=START, ends_at=START + timedelta(hours=2), place="The long room", capacity=1)


KINDS = {
    "start": (
        {"starts_at": START + timedelta(minutes=30)},
        "New time: The hearing",
        "When: Tuesday 2 February 2027, 18:30, London time, until 20:00\n"
        "(until now: Tuesday 2 February 2027, 18:00, London time, until 20:00)",
    ),
    "day": (
        {
            "starts_at": START + timedelta(days=1),
            "ends_at": START + timedelta(days=1, hours=2),
            "status": "rescheduled",
        },
        "New date: The hearing",
        "When: Wednesday 3 February 2027, 18:00, London time, until 20:00\n"
        "(until now: Tuesday 2 February 2027, 18:00, London time, until 20:00)",
    ),
    "end": ({"ends_at": START + timedelta(hours=7)}, "New time: The hearing", "until Wednesday 3 February 2027, 01:00"),
    "whole day": ({"all_day": True}, "New time: The hearing", "When: Tuesday 2 February 2027\n(until now: Tuesday 2"),
    "time zone": (
        {"timezone": "America/New_York"},
        "New time: The hearing",
        "When: Tuesday 2 February 2027, 13:00, New York time, until 15:00\n"
        "(until now: Tuesday 2 February 2027, 18:00, London time, until 20:00)",
    ),
    "place": (
        {"place": "The boat house"},
        "Changed: The hearing",
        "Where: The boat house\n(until now: The long room)",
    ),
    "link": (
        {"attendance": "hybrid", "online_url": "https://example.org/live"},
        "Changed: The hearing",
        "Link to join: https://example.org/live\n\n",
    ),
    "title": ({"title": "The retrial"}, "Changed: The retrial", "Title: The retrial\n(until now: The hearing)"),
    "cancelled": (
        {"status": "cancelled", "status_reason": "The bridge is closed."},
        "Cancelled: The hearing",
        "An event that you booked for has been cancelled.\n\nThe bridge is closed.\n\n"
        "It was to take place on Tuesday 2 February 2027, 18:00, London time, until 20:00.",
    ),
    "postponed": (
        {"status": "postponed", "status_reason": "The speaker is unwell."},
        "Postponed: The hearing",
        "has been postponed. We will write when it has a new date.\n\nThe speaker is unwell.",
    ),
    "moved online": (
        {"status": "online", "online_url": "https://example.org/live"},
        "Moved online: The hearing",
        "Where: online\n(until now: The long room)\n\nLink to join: https://example.org/live",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_change_is_told_from_what_to_what(event, book, sent, kind):
    fields, subject, words = KINDS[kind]
    book(event)
    [message] = sent(change, event, **fields)
    assert (message.to, message.subject) == (["ada@example.org"], subject)
    assert words in message.body
    html = message.alternatives[0][0]
    assert words.split("\n", maxsplit=1)[0].split(": ")[-1] in html
    calendar = calendar_of(message)
    assert calendar["uid"] == str(event.uid)
    assert calendar["sequence"] == (0 if kind == "title" else 1)


def test_what_takes_place_after_all_says_so(event, book, sent):
    book(event)
    change(event, status="postponed")
    [message] = sent(change, event, status="scheduled")
    assert message.subject == "Takes place after all: The hearing"
    assert "When: Tuesday 2 February 2027, 18:00, London time, until 20:00\n(until now: no date yet)" in message.body
    assert calendar_of(message)["sequence"] == 2


WORDS = {
    "summary": {"summary": "Another."},
    "full": {"status": "full"},
    "reason": {"status_reason": "Why not."},
    "unneeded link": {"online_url": "https://example.org/x"},
}


@pytest.mark.parametrize("kind", WORDS)
def test_what_does_not_concern_them_is_not_told(event, book, sent, kind):
    book(event)
    assert sent(change, event, **WORDS[kind]) == []


def test_nobody_is_told_of_drafts_of_the_past_or_of_the_details_of_what_is_cancelled(event, book, sent):
    book(event)
    event.place = "A draft"
    assert sent(event.save_revision) == []
    change(event, status="cancelled")
    assert sent(change, event, place="The boat house") == []
    with time_machine.travel(START + timedelta(days=1)):
        assert sent(change, event, status="scheduled", ends_at=START + timedelta(hours=3)) == []


def test_who_waits_is_told_without_a_place_and_who_cancelled_or_is_a_stranger_is_not(event, book, sent):
    given_back = book(event, "Ada")
    services.cancel(given_back)
    book(event, "Bea")
    book(event, "Cleo")
    event = change(event, confirm_addresses=True, capacity=None)
    services.book(event.pk, name="Dora", email="dora@example.org")
    change(event, capacity=3, takes_bookings=False)
    event.bookings.filter(name="Cleo").update(status="waiting")
    messages = {message.to[0]: message for message in sent(change, event, place="The boat house")}
    assert set(messages) == {"bea@example.org", "cleo@example.org"}
    assert "You keep your place." in messages["bea@example.org"].body
    assert "You are still on the waiting list." in messages["cleo@example.org"].body
    assert messages["cleo@example.org"].attachments == []


def test_what_waited_is_not_sent_to_somebody_who_has_cancelled_meanwhile(event, book):
    booking = book(event)
    change(event, place="The boat house")
    services.cancel(booking)
    with time_machine.travel(NOW + timedelta(minutes=5)):
        send_pending_emails()
    assert "Changed: The hearing" not in [message.subject for message in mail.outbox]
    assert not BookingEmail.objects.filter(kind="changed").exists()


def test_it_is_sent_once_and_not_lost_if_the_process_dies_after_the_commit(event, book):
    book(event)
    change(event, place="The boat house")  # the transaction of a test is never committed
    change(event)
    change(event, summary="Another.")
    for _time in range(2):
        with time_machine.travel(NOW + timedelta(minutes=5)):
            send_pending_emails()
    assert [message.subject for message in mail.outbox].count("Changed: The hearing") == 1


def test_a_venue_with_a_new_address_tells_who_comes_there(make_event, book, sent):
    venue = build_venue("Quay House", locality="Leeds")
    event = make_event(starts_at=START, ends_at=START + timedelta(hours=2), venue=venue, place="")
    book(event)
    venue.locality = "Hull"
    [message] = sent(venue.save)
    assert "Where: Quay House, Hull\n(until now: Quay House, Leeds)" in message.body
    venue.locality, venue.change_is_told = "York", False
    assert sent(venue.save) == []


@pytest.mark.parametrize(("answer", "number"), [({"change_is_told": "on"}, 1), ({}, 0)])
def test_the_form_of_a_venue_asks(editor_client, make_event, book, sent, answer, number):
    venue = build_venue("Quay House", locality="Leeds")
    address = reverse("wagtailsnippets_events_venue:edit", args=[venue.pk])
    assert "change_is_told" not in editor_client.get(address).content.decode()
    book(make_event(starts_at=START, ends_at=START + timedelta(hours=2), venue=venue, place=""))
    assert 'name="change_is_told"' in editor_client.get(address).content.decode()
    assert len(sent(editor_client.post, address, {"name": "Quay House", "locality": "Hull"} | answer)) == number
    venue.refresh_from_db()
    assert venue.locality == "Hull"


class TestTheEditorIsAsked:
    @staticmethod
    def save_draft(event, **fields) -> EventPage:
        event = EventPage.objects.get(pk=event.pk)
        for name, value in fields.items():
            setattr(event, name, value)
        event.save_revision(clean=False)
        return event

    @staticmethod
    def publish(client, event, **data):
        revision = EventPage.objects.get(pk=event.pk).latest_revision_id
        panel = {"when": "now", "at": "", "expire_at": "", "revision": revision} | data
        return client.post(reverse("publish_page", args=[event.pk]), panel, follow=True).content.decode()

    def test_with_the_e_mail_before_them_and_yes_chosen(self, editor_client, event, book):
        book(event)
        self.save_draft(event, place="The boat house")
        html = editor_client.get(reverse("publish_page", args=[event.pk])).content.decode()
        assert "Tell the 1 person who booked, by e-mail, with a new file for their calendars" in html
        assert 'name="tell_who_booked" value="yes" id="id_tell_who_booked_0" checked' in html
        assert "Where: The boat house\n(until now: The long room)" in html
        assert "Those who booked, unless you choose to tell nobody." in html
        assert "Ada" not in html, "who may submit need not see who booked"

    def test_only_if_something_changes_for_them(self, editor_client, event, book):
        book(event)
        self.save_draft(event, summary="Another.")
        html = editor_client.get(reverse("publish_page", args=[event.pk])).content.decode()
        assert "tell_who_booked" not in html
        assert "Those who booked are not told: nothing changes that they were told of." in html

    def test_a_draft_without_a_time_is_not_ready_to_ask(self, editor_client, event, book):
        book(event)
        self.save_draft(event, starts_at=None)
        response = editor_client.get(reverse("publish_page", args=[event.pk]))
        assert response.status_code == 200
        assert "tell_who_booked" not in response.content.decode()

    def test_no_holds_for_that_publication_alone(self, editor_client, event, book, sent):
        book(event)
        self.save_draft(event, place="The boat house")
        assert sent(self.publish, editor_client, event, tell_who_booked=NO) == []
        assert not NoticeChoice.objects.exists()
        assert len(sent(change, event, place="The pier")) == 1

    def test_somebody_who_booked_while_the_panel_was_open_is_told(self, editor_client, event, book, sent):
        self.save_draft(event, place="The boat house")
        book(event)
        subjects = [message.subject for message in sent(self.publish, editor_client, event)]
        assert "Changed: The hearing" in subjects

    @pytest.mark.parametrize(("answer", "number"), [("yes", 1), (NO, 0)])
    def test_the_answer_waits_for_the_schedule(self, editor_client, event, book, sent, answer, number):
        book(event)
        self.save_draft(event, place="The boat house")
        assert sent(self.publish, editor_client, event, when="tomorrow", tell_who_booked=answer) == []
        assert not EventChange.objects.exists()
        with time_machine.travel(NOW + timedelta(days=2)):
            assert len(sent(call_command, "publish_scheduled")) == number
            assert sent(call_command, "publish_scheduled") == []
        event.refresh_from_db()
        assert event.place == "The boat house"

    @pytest.mark.parametrize(("answer", "number"), [("yes", 1), (NO, 0)])
    def test_who_approves_sees_the_answer_of_who_submitted(
        self, client, editor_client, make_user, event, book, sent, answer, number
    ):
        contributor = make_user("Contributors")
        EventPage.objects.filter(pk=event.pk).update(owner=contributor)
        book(event)
        self.save_draft(event, place="The boat house")
        client.force_login(contributor)
        assert sent(self.publish, client, event, tell_who_booked=answer) == []
        html = editor_client.get(reverse("publish_page", args=[event.pk])).content.decode()
        assert re.search(rf'name="tell_who_booked" value="{answer}" id="[^"]+" checked', html)
        messages = sent(self.publish, editor_client, event, tell_who_booked=answer)
        assert EventPage.objects.get(pk=event.pk).place == "The boat house"
        assert [message.subject for message in messages].count("Changed: The hearing") == number


def test_a_booking_made_after_the_change_is_not_told_of_it(event, book):
    change(event, place="The boat house")
    book(event)
    assert not BookingEmail.objects.filter(kind="changed").exists()
