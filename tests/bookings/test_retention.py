"""Personal data is deleted on the day that the form promised, access needs first; numbers are kept."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import ProtectedError
from django.utils import timezone

from bookings import services
from bookings.models import Booking, BookingEmail, BookingTotals
from bookings.retention import delete_expired
from bookings.tokens import make_booking_token
from delivery.jobs import run_due_jobs
from demo.builders import publish

pytestmark = pytest.mark.django_db

SUPPER = {"name": "supper", "label": "Supper?", "value": "Yes", "about_needs": False}
DIET = {"name": "diet", "label": "What can you not eat?", "value": "Nuts", "about_needs": True}


@pytest.fixture
def booked(make_event, book):
    event = make_event(capacity=2, access_needs_kept_days=7, bookings_kept_days=30)
    bookings = [
        book(event, name, access_needs="A seat.", answers=[SUPPER, DIET]) for name in ("Ada", "Bea", "Cyd", "Dot")
    ]
    services.cancel(bookings[3])
    Booking.objects.filter(pk=bookings[0].pk).update(attended=True)
    return event


def at(event, **after):
    return time_machine.travel(event.ends_at + timedelta(**after), tick=False)


def test_nothing_is_deleted_before_its_day(booked):
    with at(booked, days=7, seconds=-1):
        delete_expired()
    assert {booking.access_needs for booking in booked.bookings.all()} == {"A seat."}


def test_access_needs_go_first(booked):
    with at(booked, days=7):
        delete_expired()
    for booking in booked.bookings.all():
        assert booking.access_needs == ""
        assert booking.answers == [SUPPER]
        assert booking.email


def test_access_needs_go_without_answers_and_answers_without_access_needs(make_event, book):
    event = make_event(access_needs_kept_days=7, bookings_kept_days=30)
    ada, bea = book(event, "Ada", access_needs="A seat."), book(event, "Bea", answers=[SUPPER, DIET])
    with at(event, days=7):
        delete_expired()
    ada.refresh_from_db(), bea.refresh_from_db()
    assert (ada.access_needs, ada.answers) == ("", [])
    assert (bea.access_needs, bea.answers) == ("", [SUPPER])


def test_then_everything_but_the_numbers(booked):
    with at(booked, days=30, seconds=-1):
        delete_expired()
    assert booked.bookings.count() == 4
    with at(booked, days=30):
        for _time in range(2):
            delete_expired()
    assert not Booking.objects.exists()
    assert not BookingEmail.objects.exists()
    totals = BookingTotals.objects.get(event=booked)
    assert (totals.confirmed, totals.waiting, totals.cancelled, totals.attended) == (2, 1, 1, 1)


def test_a_later_date_keeps_them_longer(booked):
    old_end = booked.ends_at
    booked.starts_at += timedelta(days=60)
    booked.ends_at += timedelta(days=60)
    booked.status = "rescheduled"
    publish(booked)
    with time_machine.travel(old_end + timedelta(days=30), tick=False):
        delete_expired()
    assert booked.bookings.count() == 4


def test_it_is_a_job_of_the_site(booked):
    with at(booked, days=31):
        assert any("delete_expired" in name for name in run_due_jobs())
    assert not Booking.objects.exists()


def test_somebody_may_ask_to_be_forgotten_and_the_queue_moves_up(booked, caplog):
    ada = booked.bookings.for_email("ada@example.org").get()
    with caplog.at_level("INFO"):
        services.erase(ada)
    assert not booked.bookings.for_email("ada@example.org").exists()
    assert booked.bookings.for_email("cyd@example.org").get().is_confirmed
    assert "ada" not in caplog.text
    assert BookingTotals.objects.get(event=booked).attended == 1


def test_what_was_deleted_leaves_the_event_free_to_be_deleted(booked):
    with at(booked, days=30):
        delete_expired()
    booked.delete()
    assert not BookingTotals.objects.exists()


class TestEveryBookingHasItsDay:
    def change(self, event, **fields):
        type(event).objects.filter(pk=event.pk).update(**fields)

    def test_of_an_event_without_an_end(self, booked):
        self.change(booked, ends_at=None)
        with time_machine.travel(booked.starts_at + timedelta(days=30, seconds=-1), tick=False):
            delete_expired()
        assert booked.bookings.count() == 4
        with time_machine.travel(booked.starts_at + timedelta(days=30), tick=False):
            delete_expired()
        assert not Booking.objects.exists()

    def test_of_an_event_that_is_offline(self, booked):
        booked.unpublish()
        with at(booked, days=30):
            delete_expired()
        assert not Booking.objects.exists()

    def test_of_an_event_without_a_date(self, booked):
        self.change(booked, starts_at=None, ends_at=None)
        made_at = booked.bookings.last().created_at
        with time_machine.travel(made_at + timedelta(days=364), tick=False):
            delete_expired()
        assert booked.bookings.count() == 4
        with time_machine.travel(made_at + timedelta(days=365), tick=False):
            delete_expired()
        assert not Booking.objects.exists()
        assert BookingTotals.objects.get(event=booked).confirmed == 2

    def test_an_event_with_bookings_cannot_be_deleted_by_any_code(self, booked):
        with pytest.raises(ProtectedError):
            booked.delete()

    def test_the_pages_of_an_undated_event_say_so(self, client, booked):
        address = f"{booked.url}booking/{make_booking_token(booked.bookings.first())}/"
        self.change(booked, starts_at=None, ends_at=None)
        assert "a year after you booked if there is no new date" in client.get(address).content.decode()


def test_an_open_link_leads_nowhere_afterwards(client, booked):
    address = f"{booked.url}booking/{make_booking_token(booked.bookings.first())}/"
    assert client.get(address).status_code == 200
    with at(booked, days=30):
        delete_expired()
    assert client.get(address).status_code == 404
    assert timezone.now() < booked.ends_at
