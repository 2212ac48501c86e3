"""An event that takes bookings, and visitors who fill in its form."""

import re
from datetime import timedelta
from typing import Any

import icalendar
import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from bookings import services
from demo.builders import build_event, publish
from events.models import EventPage


def find_form_token(html: str) -> str:
    """Return the token of the form in the page ``html``."""
    found = re.search(r'name="form_token" value="([^"]+)"', html)
    assert found is not None
    return found[1]


@pytest.fixture
def make_event(db):
    """Return a function that builds an event, in a week, which takes bookings."""

    def make(title: str = "The hearing", **fields: Any) -> EventPage:
        defaults: dict[str, Any] = {"takes_bookings": True, "starts_at": timezone.now() + timedelta(days=7)}
        return build_event(title, **(defaults | fields))

    return make


@pytest.fixture
def fill_in(client):
    """Return a function that opens an event's form, takes a moment to write, and sends it."""

    def fill(event, *, seconds: float = 10, **answers):
        html = client.get(f"{event.url}book/").content.decode()
        form_token = find_form_token(html)
        data = {"name": "Ada Quill", "email": "ada@example.org", "form_token": form_token} | answers
        with time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False):
            return client.post(f"{event.url}book/", data)

    return fill


@pytest.fixture
def book(db):
    """Return a function that books for somebody, as the form does."""

    def make(event, name: str = "Ada", **fields):
        fields = {"email": f"{name.lower()}@example.org"} | fields
        return services.book(event.pk, name=name, **fields).booking

    return make


def statuses(event) -> list[str]:
    """Return the statuses of all bookings of an event, in the order of booking."""
    return list(event.bookings.order_by("pk").values_list("status", flat=True))


def send_again(client, event, form_token: str):
    """Send the form that bears ``form_token`` a little later."""
    data = {"name": "Ada Quill", "email": "ada@example.org", "form_token": form_token}
    with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=False):
        return client.post(f"{event.url}book/", data)


def url(name: str, event, *args) -> str:
    return reverse(f"bookings:{name}", args=[event.pk, *args])


def logged(event) -> list[str]:
    entries = PageLogEntry.objects.filter(page=event.pk, action__startswith="events.bookings.").order_by("pk")
    return [entry.action.removeprefix("events.bookings.") for entry in entries]


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Return a function that runs another and returns the e-mails that were sent once it was committed."""

    def run(function, *args, **kwargs):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            function(*args, **kwargs)
        return list(mail.outbox)

    return run


def change(event: EventPage, **fields) -> EventPage:
    event = EventPage.objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(event, name, value)
    return publish(event)


def calendar_of(message) -> icalendar.Event:
    [(_name, content, _kind)] = message.attachments
    return icalendar.Calendar.from_ical(content).events[0]
