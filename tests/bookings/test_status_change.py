"""Cancelling with a reason: one screen, one transaction, and those who booked are told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from bookings.models import BookingEmail
from demo.builders import publish
from events.models import EventPage

from .conftest import logged, url

pytestmark = pytest.mark.django_db
REASON = "The bridge is closed."


def change(client, event, status="cancelled", **data):
    return client.post(url("status", event), {"status": status, "reason": REASON, "is_told": "on"} | data)


def test_cancelling_publishes_the_status_and_tells_who_booked(
    editor_client, make_event, book, django_capture_on_commit_callbacks
):
    event = make_event()
    book(event)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        response = change(editor_client, event)
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[event.pk])
    event.refresh_from_db()
    assert (event.status, event.status_reason, event.sequence, event.live) == ("cancelled", REASON, 1, True)
    assert not event.has_unpublished_changes
    [message] = [message for message in mail.outbox if message.subject == "Cancelled: The hearing"]
    assert REASON in message.body
    assert PageLogEntry.objects.filter(page=event.pk, action="wagtail.publish").latest("timestamp").user is not None
    assert logged(event) == ["told"]


def test_nobody_is_told_if_the_editor_says_so(editor_client, make_event, book):
    event = make_event()
    book(event)
    change(editor_client, event, is_told="")
    event.refresh_from_db()
    assert event.status == "cancelled"
    assert not BookingEmail.objects.filter(kind="changed").exists()


def test_pressed_twice_it_happens_once(editor_client, make_event, book):
    event = make_event()
    book(event)
    change(editor_client, event)
    assert change(editor_client, event).status_code == 200
    assert BookingEmail.objects.filter(kind="changed").count() == 1
    assert EventPage.objects.get(pk=event.pk).sequence == 1


def test_a_draft_keeps_waiting_and_no_schedule_undoes_the_status(editor_client, make_event):
    event = make_event()
    event.title = "Not ready for anybody"
    event.go_live_at = timezone.now() + timedelta(days=1)
    event.save_revision().publish()
    change(editor_client, event)
    event = EventPage.objects.get(pk=event.pk)
    assert (event.title, event.status, event.has_unpublished_changes) == ("The hearing", "cancelled", True)
    assert not event.revisions.filter(approved_go_live_at__isnull=False).exists()
    draft = event.get_latest_revision_as_object()
    assert (draft.title, draft.status, draft.go_live_at) == ("Not ready for anybody", "cancelled", None)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"reason": ""}, "Write why, so that people understand."),
        ({"status": "online"}, "Write a link to join, so that people know how."),
        ({"status": "rescheduled"}, "Select a valid choice."),
    ],
)
def test_what_is_missing_is_asked_for(editor_client, make_event, data, error):
    event = make_event(takes_bookings=False)
    html = change(editor_client, event, **data).content.decode()
    assert error in html
    assert EventPage.objects.get(pk=event.pk).status == "scheduled"


@pytest.mark.parametrize("status", ["postponed", "online", "scheduled"])
def test_other_states(editor_client, make_event, status):
    event = make_event(status="cancelled", status_reason=REASON)
    change(editor_client, event, status, online_url="https://example.org/live")
    event.refresh_from_db()
    assert event.status == status
    assert event.status_reason == ("" if status == "scheduled" else REASON)
    assert event.online_url == ("https://example.org/live" if status == "online" else "")


def test_the_preview_is_the_e_mail_and_changes_nothing(editor_client, make_event, book):
    event = make_event()
    book(event)
    page = editor_client.get(url("status", event)).content.decode()
    assert "An event that you booked for has been cancelled." in page
    assert "Tell the 1 person who booked" in page
    html = change(editor_client, event, "postponed", preview="1").content.decode()
    assert "has been postponed" in html
    assert REASON in html
    assert EventPage.objects.get(pk=event.pk).status == "scheduled"
    assert change(editor_client, event, "nonsense", preview="1").status_code == 200


def test_only_what_is_public_and_to_come_and_only_by_who_may_publish(editor_client, client, make_user, make_event):
    past = make_event("Past", starts_at=timezone.now() - timedelta(days=7))
    draft = make_event("Draft", live=False)
    for event in (past, draft):
        assert change(editor_client, event).status_code == 302
        assert EventPage.objects.get(pk=event.pk).status == "scheduled"
    event = make_event()
    client.force_login(make_user("Contributors"))
    assert change(client, event).status_code != 200
    assert EventPage.objects.get(pk=event.pk).status == "scheduled"


def test_the_front_page_and_the_list_lead_there(editor_client, make_event):
    address = url("status", make_event())
    publish(make_event("Past", starts_at=timezone.now() - timedelta(days=7)))
    # In the list it is a column, and in the menu of the line.
    for place, number in ((reverse("wagtailadmin_home"), 1), (reverse("events:index"), 2)):
        assert editor_client.get(place).content.decode().count(address) == number
