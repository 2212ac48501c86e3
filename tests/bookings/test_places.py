"""Places and the waiting list: no place is given twice, nobody is overtaken, nobody is lost."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from wagtail.models import Page

from bookings import services
from bookings.models import Booking
from bookings.results import Outcome
from bookings.tokens import make_form_token, read_result_token
from demo.builders import build_event, publish
from events.models import EventPage
from tests.randomised import examples, randomised

from .conftest import statuses

PEOPLE = 50
PLACES = 10


@pytest.fixture
def committed_event(django_db_setup, django_db_blocker):
    """An event that every connection sees, removed afterwards."""
    with django_db_blocker.unblock():
        event = build_event(
            "The rush", takes_bookings=True, capacity=PLACES, starts_at=timezone.now() + timedelta(days=7)
        )
        yield event
        Booking.objects.filter(event=event).delete()
        Page.objects.get(pk=event.pk).delete()


def at_once(work, count: int) -> list:
    """Call ``work`` with each number below ``count``, each on a connection of its own, all at the same moment."""
    start = threading.Barrier(count)

    def run(number: int):
        try:
            connection.ensure_connection()
            start.wait(30)
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_fifty_people_and_ten_places(committed_event):
    """Each fills in the form on a connection of their own; ten get a place, forty wait, and nobody meets an error."""
    form_age = timedelta(seconds=10)
    form_tokens = [make_form_token(committed_event) for _number in range(PEOPLE)]

    def book(number: int):
        data = {"name": f"Person {number}", "email": f"{number}@example.org", "form_token": form_tokens[number]}
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        return client.post(f"{committed_event.url}book/", data)

    with time_machine.travel(timezone.now() + form_age):
        responses = at_once(book, PEOPLE)
    assert Counter(response.status_code for response in responses) == {302: PEOPLE}
    assert Counter(statuses(committed_event)) == {"confirmed": PLACES, "waiting": PEOPLE - PLACES}
    tokens = [response.url.split("/")[-2] for response in responses]
    outcomes = Counter(read_result_token(committed_event, token).outcome for token in tokens)
    assert outcomes == {"confirmed": PLACES, "waiting": PEOPLE - PLACES}
    assert statuses(committed_event)[:PLACES] == ["confirmed"] * PLACES


def test_one_address_many_times_at_once(committed_event):
    results = at_once(lambda _number: services.book(committed_event.pk, name="Ada", email="ada@example.org"), 8)
    assert {result.outcome for result in results} == {Outcome.CONFIRMED}
    assert statuses(committed_event) == ["confirmed"]


def test_cancelling_at_once_promotes_as_many(committed_event):
    for number in range(20):
        services.book(committed_event.pk, name=f"Person {number}", email=f"{number}@example.org")
    bookings = list(committed_event.bookings.order_by("pk"))
    assert all(at_once(lambda number: services.cancel(bookings[number]), 5))
    assert statuses(committed_event) == ["cancelled"] * 5 + ["confirmed"] * 10 + ["waiting"] * 5


class BookingMachine(RuleBasedStateMachine):
    """People book and cancel, editors change the number of places; a plain model says what must come of it."""

    def __init__(self) -> None:
        super().__init__()
        self.event = build_event(takes_bookings=True, capacity=2, starts_at=timezone.now() + timedelta(days=7))
        self.places = 2
        self.confirmed: list[int] = []
        self.waiting: list[int] = []
        self.seen = 0

    def fill(self) -> None:
        while self.waiting and (self.places is None or len(self.confirmed) < self.places):
            self.confirmed.append(self.waiting.pop(0))

    @rule()
    def somebody_books(self):
        self.seen += 1
        result = services.book(self.event.pk, name="Somebody", email=f"{self.seen}@example.org")
        self.waiting.append(result.booking.pk)
        self.fill()
        expected = Outcome.CONFIRMED if result.booking.pk in self.confirmed else Outcome.WAITING
        assert result.outcome == expected

    @precondition(lambda self: self.confirmed or self.waiting)
    @rule(data=st.data())
    def somebody_books_again(self, data):
        pk = data.draw(st.sampled_from(self.confirmed + self.waiting))
        email = Booking.objects.get(pk=pk).email
        assert services.book(self.event.pk, name="Somebody", email=email.upper()).booking.pk == pk

    @precondition(lambda self: self.confirmed or self.waiting)
    @rule(data=st.data())
    def somebody_cancels(self, data):
        pk = data.draw(st.sampled_from(self.confirmed + self.waiting))
        assert services.cancel(Booking.objects.get(pk=pk))
        (self.confirmed if pk in self.confirmed else self.waiting).remove(pk)
        self.fill()

    @rule(places=st.none() | st.integers(1, 6))
    def an_editor_changes_the_places(self, places):
        event = EventPage.objects.get(pk=self.event.pk)
        event.capacity = places
        if places is not None and places < len(self.confirmed):
            with pytest.raises(ValidationError, match="people have a place already"):
                event.full_clean()
            return
        event.full_clean()
        publish(event)
        self.places = places
        self.fill()

    @invariant()
    def everybody_has_what_is_theirs(self):
        bookings = Booking.objects.filter(event=self.event)
        assert set(bookings.confirmed().values_list("pk", flat=True)) == set(self.confirmed)
        assert list(bookings.waiting().values_list("pk", flat=True)) == self.waiting
        assert self.places is None or len(self.confirmed) <= self.places
        full = self.places is not None and len(self.confirmed) >= self.places
        assert EventPage.objects.get(pk=self.event.pk).is_full == full


@randomised
@pytest.mark.django_db
class TestAnyHistory(BookingMachine.TestCase):  # type: ignore[misc, valid-type]  # Hypothesis makes the class
    settings = settings(max_examples=examples(5, long=100), stateful_step_count=15, deadline=None)


@pytest.mark.django_db
class TestPlaces:
    def test_more_places_go_to_those_who_wait_in_order(self, make_event, book):
        event = make_event(capacity=1)
        people = [book(event, name) for name in ("Ada", "Bea", "Cyd")]
        event.capacity = 2
        publish(event)
        assert statuses(event) == ["confirmed", "confirmed", "waiting"]
        assert [email.kind for email in people[1].emails.all()] == ["waiting", "promoted"]

    def test_a_draft_of_more_places_gives_none(self, make_event, book):
        event = make_event(capacity=1)
        for name in ("Ada", "Bea"):
            book(event, name)
        event.capacity = 2
        event.save_revision()
        assert statuses(event) == ["confirmed", "waiting"]

    def test_places_cannot_be_fewer_than_people_who_have_one(self, make_event, book):
        event = make_event(capacity=2)
        for name in ("Ada", "Bea"):
            book(event, name)
        event.capacity = 1
        with pytest.raises(ValidationError) as refusal:
            event.full_clean()
        assert "2 people have a place already" in str(refusal.value)

    @pytest.mark.parametrize("status", ["cancelled", "postponed", "full"])
    def test_nobody_is_promoted_while_the_event_is_off_or_held_back(self, make_event, book, status):
        event = make_event(capacity=1)
        ada, _bea = book(event, "Ada"), book(event, "Bea")
        event.status = status
        publish(event)
        services.cancel(ada)
        assert statuses(event) == ["cancelled", "waiting"]
        event.status = "scheduled"
        publish(event)
        assert statuses(event) == ["cancelled", "confirmed"]

    def test_nobody_is_promoted_once_it_has_begun(self, make_event, book):
        event = make_event(capacity=1)
        ada, _bea = book(event, "Ada"), book(event, "Bea")
        with time_machine.travel(event.starts_at, tick=False):
            services.cancel(ada)
        assert statuses(event) == ["cancelled", "waiting"]

    def test_an_editor_may_promote_out_of_turn_only_to_a_free_place(self, make_event, book):
        event = make_event(capacity=1, status="full")
        ada, bea = book(event, "Ada"), book(event, "Bea")
        assert services.promote(bea)
        assert not services.promote(ada)
        assert statuses(event) == ["waiting", "confirmed"]

    def test_full_follows_from_the_places_and_is_no_part_of_a_revision(self, client, make_event, book):
        event = make_event(capacity=1)
        draft = event.save_revision()
        ada = book(event, "Ada")
        html = client.get(event.url).content.decode()
        assert "All places are taken" in html
        assert "Fully booked" in html
        assert "Fully booked" in client.get("/events/").content.decode()
        assert "Join the waiting list" in html
        draft.publish()
        assert EventPage.objects.get(pk=event.pk).is_full
        services.cancel(ada)
        assert not EventPage.objects.get(pk=event.pk).is_full
        html = client.get(event.url).content.decode()
        assert "All places are taken" not in html
        assert "Fully booked" not in html

    def test_booking_again_after_cancelling_begins_at_the_end(self, make_event, book):
        event = make_event(capacity=1)
        ada = book(event, "Ada")
        book(event, "Bea")
        services.cancel(ada)
        assert book(event, "Ada").queue_position == 1
        assert statuses(event) == ["cancelled", "confirmed", "waiting"]

    def test_a_copied_event_has_no_bookings(self, make_event, book):
        event = make_event(capacity=1)
        book(event)
        copy = event.copy(update_attrs={"slug": "again"})
        assert not copy.specific.is_full
        assert not copy.bookings.exists()

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"booking_url": "https://example.org/book"}, "takes_bookings"),
            ({"booking_closes_at": timezone.now() + timedelta(days=400)}, "booking_closes_at"),
            ({"access_needs_kept_days": 60}, "access_needs_kept_days"),
            ({"capacity": 0}, "capacity"),
        ],
    )
    def test_what_cannot_be(self, make_event, fields, named):
        event = make_event(live=False)
        for name, value in fields.items():
            setattr(event, name, value)
        with pytest.raises(ValidationError) as refusal:
            event.full_clean()
        assert named in refusal.value.message_dict

    def test_an_online_event_may_send_its_link_to_those_who_book(self, make_event):
        event = make_event(attendance="online")
        event.full_clean()
        event.takes_bookings = False
        with pytest.raises(ValidationError) as refusal:
            event.full_clean()
        assert "online_url" in refusal.value.message_dict
