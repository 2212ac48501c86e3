"""Reminders: in the morning of the day before, by the clocks of the place, to everybody with a place, once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from bookings.outbox import send_pending_emails
from bookings.reminders import remind as write_reminders

from .conftest import calendar_of, change

pytestmark = pytest.mark.django_db

START = datetime(2027, 2, 2, 18, tzinfo=UTC)
MORNING = datetime(2027, 2, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(datetime(2027, 1, 10, 10, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def event(make_event):
    return make_event(starts_at=START, ends_at=START + timedelta(hours=2), capacity=1)


@pytest.fixture
def remind(sent):
    def at(moment: datetime) -> list:
        with time_machine.travel(moment, tick=False):
            return sent(write_reminders)

    return at


def test_once_in_the_morning_of_the_day_before(event, book, remind):
    book(event, "Ada")
    book(event, "Bea")  # waits
    assert remind(MORNING - timedelta(minutes=1)) == []
    [message] = remind(MORNING)
    assert (message.to, message.subject) == (["ada@example.org"], "Tomorrow: The hearing")
    assert "Tuesday 2 February 2027, 18:00" in message.body
    assert calendar_of(message)["sequence"] == 0
    assert remind(MORNING + timedelta(minutes=10)) == []
    assert remind(MORNING + timedelta(hours=20)) == []


def test_by_the_clocks_of_the_place(make_event, book, remind):
    start = datetime(2027, 2, 2, 3, tzinfo=UTC)  # 22:00 of 1 February in New York
    event = make_event(starts_at=start, ends_at=start + timedelta(hours=1), timezone="America/New_York")
    book(event)
    morning = datetime(2027, 1, 31, 14, tzinfo=UTC)
    assert remind(morning - timedelta(minutes=1)) == []
    assert len(remind(morning)) == 1


def test_a_stopped_site_makes_up_for_it_until_the_event_begins(event, book, remind):
    book(event)
    assert remind(START + timedelta(minutes=1)) == []
    [message] = remind(START - timedelta(minutes=1))
    assert message.subject == "Today: The hearing"
    assert "an event today" in message.body


@pytest.mark.parametrize("fields", [{"send_reminders": False}, {"status": "cancelled"}, {"status": "postponed"}])
def test_not_if_switched_off_or_if_it_does_not_take_place(event, book, remind, fields):
    book(event)
    change(event, **fields)
    assert remind(MORNING) == []


def test_not_to_somebody_who_has_just_heard_of_it(event, book, remind):
    with time_machine.travel(MORNING + timedelta(minutes=1), tick=False):
        book(event)
    assert remind(MORNING + timedelta(hours=2)) == []


def test_again_for_a_new_day(event, book, remind):
    book(event)
    assert len(remind(MORNING)) == 1
    later = START + timedelta(days=7)
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        change(event, starts_at=later, ends_at=later + timedelta(hours=2))
    assert len(remind(MORNING + timedelta(days=7))) == 1


def test_what_waited_for_a_mail_server_is_not_sent_when_it_is_too_late(event, book):
    book(event)
    with time_machine.travel(MORNING, tick=False):
        write_reminders()
    with time_machine.travel(START + timedelta(minutes=1)):
        send_pending_emails()
    assert "Tomorrow: The hearing" not in [message.subject for message in mail.outbox]
