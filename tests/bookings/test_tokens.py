"""Tokens: what each gives access to, and for how long."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import Http404

from bookings.tokens import (
    get_booking,
    is_too_fast,
    make_booking_token,
    make_form_token,
    make_result_token,
    read_form_token,
    read_result_token,
)

pytestmark = pytest.mark.django_db
SHOWN = datetime(2027, 3, 1, 18, tzinfo=UTC)


def later(**after):
    return time_machine.travel(SHOWN + timedelta(**after), tick=False)


@pytest.fixture
def event(make_event):
    with later():
        return make_event()


def test_a_form_is_too_fast_for_three_seconds(event):
    with later():
        token = make_form_token(event)
    with later(seconds=3):
        assert is_too_fast(event, token) is True
    with later(seconds=4):
        assert is_too_fast(event, token) is False


def test_a_form_keeps_its_id_for_twelve_hours(event):
    with later():
        token, another = make_form_token(event), make_form_token(event)
        form_id = read_form_token(event, token)
    assert form_id is not None
    with later(hours=12):
        assert read_form_token(event, token) == form_id
        assert read_form_token(event, another) != form_id
    with later(hours=12, seconds=1):
        assert read_form_token(event, token) is None


def test_a_form_of_another_event_has_no_id(event, make_event):
    with later():
        assert read_form_token(make_event("Another"), make_form_token(event)) is None


def test_a_result_is_shown_for_an_hour(event, book):
    with later():
        book(event, submission=uuid.uuid4())
        submission = event.booking_submissions.get()
        token = make_result_token(submission)
    with later(hours=1):
        assert read_result_token(event, token) == submission
    with later(hours=1, seconds=1):
        assert read_result_token(event, token) is None


def test_the_answer_to_a_form_that_is_gone_is_not_shown(event, book):
    with later():
        book(event, submission=uuid.uuid4())
        submission = event.booking_submissions.get()
        token = make_result_token(submission)
        submission.delete()
        assert read_result_token(event, token) is None


def test_the_token_of_a_booking_does_not_expire_before_the_booking(event, book):
    with later():
        booking = book(event)
    token = make_booking_token(booking)
    with later(days=999):
        assert get_booking(event, token) == booking
        booking.delete()
        with pytest.raises(Http404):
            get_booking(event, token)
