"""Messages to those who booked, and the reminder to write one."""

import uuid

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from bookings import services
from bookings.models import BookingMessage

from .conftest import logged, url

pytestmark = pytest.mark.django_db


class TestWriting:
    @pytest.fixture
    def event(self, make_event, book):
        event = make_event(capacity=2)
        people = [book(event, name) for name in ("Ada", "Bea", "Cyd", "Dot")]
        services.cancel(people[3])
        return event

    def message(self, **fields) -> dict:
        words = {"audience": "active", "subject": "Another hall", "body": "Dear all,\n\nwe moved <b>next door</b>."}
        return words | {"submission": str(uuid.uuid4())} | fields

    def test_nothing_is_sent_before_it_was_read_over(self, editor_client, event):
        html = editor_client.post(url("write", event), self.message()).content.decode()
        assert "Send to 3 people" in html
        assert "Another hall – The hearing" in html
        assert "Dear Ada" in html
        assert "&lt;b&gt;next door" in html
        assert not BookingMessage.objects.exists()
        html = editor_client.post(url("write", event), self.message(change="1")).content.decode()
        assert "Read it over" in html
        assert "Another hall" in html

    @pytest.mark.parametrize(
        ("audience", "names"), [("confirmed", ["ada", "bea"]), ("waiting", ["cyd"]), ("active", ["ada", "bea", "cyd"])]
    )
    def test_each_gets_one_and_nobody_else_does(
        self, editor_client, event, audience, names, django_capture_on_commit_callbacks
    ):
        message = self.message(audience=audience, send="1")
        with django_capture_on_commit_callbacks(execute=True):
            for _click in range(2):
                editor_client.post(url("write", event), message)
        assert [message.to[0].split("@")[0] for message in mail.outbox] == names
        assert "we moved" in mail.outbox[0].body
        assert "/booking/" in mail.outbox[0].body
        assert logged(event) == ["message"]
        assert f"({len(names)})" in editor_client.get(url("write", event)).content.decode()

    def test_nobody_to_write_to(self, editor_client, make_event):
        html = editor_client.post(url("write", make_event()), self.message()).content.decode()
        assert "There is nobody to write to." in html

    @pytest.mark.parametrize(
        "fields", [{"subject": ""}, {"audience": "press"}, {"submission": "x"}, {"body": "x" * 20_000}]
    )
    def test_what_is_wrong_is_not_sent(self, editor_client, event, fields):
        assert editor_client.post(url("write", event), self.message(send="1", **fields)).status_code == 200
        assert not BookingMessage.objects.exists()


class TestAfterPublishing:
    @staticmethod
    def publish(client, event, **changes) -> str:
        """Publish the event in the editor, by the publish panel, with one thing changed."""
        data = {
            "title": event.title,
            "slug": event.slug,
            "summary": event.summary,
            "starts_at": f"{event.local_start:%Y-%m-%d %H:%M}",
            "ends_at": f"{event.local_end:%Y-%m-%d %H:%M}",
            "timezone": event.timezone,
            "status": event.status,
            "attendance": event.attendance,
            "place": event.place,
            "currency": event.currency,
            "attribution": event.attribution,
            "takes_bookings": "on",
            "waiting_list": "on",
            "access_needs_kept_days": "7",
            "bookings_kept_days": "30",
            "body": streamfield([]),
            "agenda": streamfield([]),
            "photos": streamfield([]),
            "transcript_text": rich_text(""),
            "speakers": inline_formset([]),
            "booking_questions": inline_formset([]),
            "comments": inline_formset([]),
            "action-open-publish-panel": "1",
        }
        address = reverse("wagtailadmin_pages:edit", args=[event.pk])
        client.post(address, nested_form_data(data | changes))
        event.refresh_from_db()
        panel = {"when": "now", "at": "", "expire_at": "", "revision": event.latest_revision_id}
        html = client.post(reverse("publish_page", args=[event.pk]), panel, follow=True).content.decode()
        assert "”: Live" in html
        return html

    def test_the_editor_hears_who_is_told(self, editor_client, make_event, book):
        event = make_event()
        # Whole minutes, as they are written in the form.
        event.starts_at = event.starts_at.replace(second=0, microsecond=0)
        event.ends_at = event.ends_at.replace(second=0, microsecond=0)
        event.save_revision().publish()
        book(event)
        assert "who booked is told." not in self.publish(editor_client, event, strapline="In the great hall")
        html = self.publish(editor_client, event, status="cancelled")
        assert "1 person who booked is told." in html
