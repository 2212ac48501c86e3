"""The booking form as visitors meet it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from bookings.models import Booking
from bookings.tokens import make_booking_token
from demo.builders import build_event, publish
from events.models import EventPage

from .conftest import find_form_token, send_again, statuses

pytestmark = pytest.mark.django_db


class TestBooking:
    def test_a_place_is_booked_and_confirmed(self, client, make_event, fill_in, django_capture_on_commit_callbacks):
        event = make_event(capacity=10)
        assert f"{event.url}book/" in client.get(event.url).content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            response = fill_in(event, access_needs="A seat near the front.")
        page = client.get(response.url).content.decode()
        assert "Your place is booked" in page
        assert "ada@example.org" in page
        assert "near the front" not in page
        booking = event.bookings.get()
        assert (booking.name, booking.access_needs) == ("Ada Quill", "A seat near the front.")
        assert booking.is_confirmed
        [message] = mail.outbox
        assert message.to == ["ada@example.org"]
        assert f"/booking/{make_booking_token(booking)}/" in message.body

    def test_questions_of_the_editor_are_asked_and_kept_with_their_words(self, client, make_event, fill_in):
        event = make_event(
            questions=[
                {"label": "Will you stay for supper?", "field_type": "radio", "choices": "Yes\nNo"},
                {"label": "Which tables?", "field_type": "checkboxes", "choices": "Ports, docks\nBuses"},
                {"label": "Name", "field_type": "singleline", "required": False, "about_needs": True},
            ]
        )
        fields = {"question_will_you_stay_for_supper": "Yes", "question_which_tables": ["Ports, docks", "Buses"]}
        assert fill_in(event, **fields).status_code == 302
        assert event.bookings.get().answers == [
            {
                "name": "will_you_stay_for_supper",
                "label": "Will you stay for supper?",
                "value": "Yes",
                "about_needs": False,
            },
            {"name": "which_tables", "label": "Which tables?", "value": "Ports, docks\nBuses", "about_needs": False},
            {"name": "name", "label": "Name", "value": "", "about_needs": True},
        ]

    def test_every_kind_of_question_can_be_answered(self, make_event, fill_in):
        kinds = {
            "singleline": ("A word", "A word"),
            "multiline": ("One\nTwo", "One\nTwo"),
            "email": ("a@example.org", "a@example.org"),
            "number": ("3.50", "3.50"),
            "url": ("https://example.org/", "https://example.org/"),
            "checkbox": ("on", "Yes"),
            "checkboxes": (["b", "a"], "b\na"),
            "dropdown": ("a", "a"),
            "multiselect": (["a"], "a"),
            "radio": ("b", "b"),
            "date": ("2027-03-01", "2027-03-01"),
            "datetime": ("2027-03-01T18:00", "2027-03-01 18:00:00+00:00"),
        }
        event = make_event(questions=[{"label": kind, "field_type": kind, "choices": "a\nb"} for kind in kinds])
        response = fill_in(event, **{f"question_{kind}": sent for kind, (sent, _kept) in kinds.items()})
        assert response.status_code == 302, response.context["form"].errors
        answers = event.bookings.get().answers
        assert {answer["name"]: answer["value"] for answer in answers} == {
            kind: kept for kind, (_sent, kept) in kinds.items()
        }

    def test_what_is_wrong_is_summed_up_and_tied_to_its_field(self, make_event, fill_in):
        event = make_event(questions=[{"label": "Supper?", "field_type": "radio", "choices": "Yes\nNo"}])
        html = fill_in(event, name="", email="ada@").content.decode()
        assert "There is a problem" in html
        assert "<title>Error: Book a place" in html
        for field, target in (
            ("id_name", "id_name"),
            ("id_email", "id_email"),
            ("id_question_supper", "id_question_supper_0"),
        ):
            assert f'href="#{target}"' in html
            assert f'id="{target}"' in html
            assert f'id="{field}_error"' in html
        assert re.search(r'<input type="email"[^>]*aria-describedby="id_email_helptext id_email_error"', html)
        assert re.search(r'<input type="email"[^>]*value="ada@"[^>]*autocomplete="email"', html)
        assert not Booking.objects.exists()

    def test_notice_and_day_of_deletion_stand_at_the_form(self, client, make_event):
        event = make_event(
            starts_at=timezone.now().replace(year=2030, month=3, day=1, hour=18), access_needs_kept_days=7
        )
        html = client.get(f"{event.url}book/").content.decode()
        assert "We use what you write here to keep your place" in html
        assert "your access needs by 8 March 2030, and everything else by 31 March 2030" in html
        index = event.get_parent().specific
        index.privacy_notice = "Ask the porter."
        publish(index)
        assert "Ask the porter." in client.get(f"{event.url}book/").content.decode()
        event.privacy_notice = "Ask the archivist."
        publish(event)
        assert "Ask the archivist." in client.get(f"{event.url}book/").content.decode()

    def test_the_form_has_one_cookie_and_the_event_none(self, client, make_event):
        event = make_event()
        client.get(event.url)
        assert not client.cookies
        response = client.get(f"{event.url}book/")
        assert list(client.cookies) == ["csrftoken"]
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Robots-Tag"] == "noindex"

    def test_an_editor_sees_it_before_anybody_else(self, make_event):
        event = make_event(live=False, questions=[{"label": "Supper?", "field_type": "singleline"}])
        modes = [mode for mode, _label in event.preview_modes]
        assert modes == ["", "after", "book"]
        response = event.get_latest_revision_as_object().make_preview_request(preview_mode="book")
        assert response.status_code == 200
        assert "Supper?" in response.render().content.decode()
        event.takes_bookings = False
        assert [mode for mode, _label in event.preview_modes] == ["", "after"]

    def test_few_queries(self, client, make_event, django_assert_max_num_queries):
        event = make_event(questions=[{"label": f"Question {n}", "field_type": "singleline"} for n in range(5)])
        client.get("/events/")
        with django_assert_max_num_queries(12):
            client.get(f"{event.url}book/")


class TestTwice:
    def test_the_same_form_sent_twice_is_one_booking(self, client, make_event, fill_in):
        event = make_event(capacity=1, waiting_list=False)
        html = client.get(f"{event.url}book/").content.decode()
        form_token = find_form_token(html)
        for _time in range(2):
            response = fill_in(event, form_token=form_token) if _time == 0 else send_again(client, event, form_token)
            assert "Your place is booked" in client.get(response.url).content.decode()
        assert statuses(event) == ["confirmed"]

    def test_booking_again_changes_nothing_and_tells_nobody_who_booked(
        self, client, make_event, fill_in, django_capture_on_commit_callbacks
    ):
        event = make_event(capacity=2)
        fill_in(event, access_needs="A chair.")
        later = timezone.now() + timedelta(hours=1)
        with time_machine.travel(later, tick=False), django_capture_on_commit_callbacks(execute=True):
            response = fill_in(event, name="Somebody Else", email="ADA@example.org", access_needs="")
        html = client.get(response.url).content.decode()
        assert "A chair." not in html
        assert "Ada Quill" not in html
        [booking] = event.bookings.all()
        assert (booking.name, booking.access_needs) == ("Ada Quill", "A chair.")
        assert [message.to for message in mail.outbox] == [["ada@example.org"]]

    def test_when_full_an_old_and_a_new_address_get_the_same_answer(self, client, make_event, fill_in):
        event = make_event(capacity=1)
        fill_in(event)
        pages = {
            re.sub(r"\S+@example.org", "", client.get(fill_in(event, email=email).url).content.decode())
            for email in ("ada@example.org", "new@example.org")
        }
        assert len(pages) == 1

    def test_the_e_mail_is_not_sent_again_and_again(self, make_event, fill_in, django_capture_on_commit_callbacks):
        event = make_event()
        with django_capture_on_commit_callbacks(execute=True):
            for _time in range(5):
                fill_in(event)
        assert len(mail.outbox) == 1


class TestClosed:
    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"status": "cancelled", "status_reason": "The hall is flooded."}, "The hall is flooded."),
            ({"status": "postponed"}, "when there is a new date"),
            ({"status": "full", "waiting_list": False}, "All places are taken."),
            ({"booking_closes_at": timezone.now() - timedelta(minutes=1)}, "Booking for this event has closed."),
            ({"starts_at": timezone.now() - timedelta(minutes=1)}, "Booking for this event has closed."),
        ],
    )
    def test_the_form_says_why(self, client, make_event, fields, words):
        event = make_event(**fields)
        for response in (client.get(f"{event.url}book/"), client.post(f"{event.url}book/", {"name": "Ada"})):
            assert response.status_code == 200
            assert words in response.content.decode()
        assert not Booking.objects.exists()

    def test_an_event_that_takes_none_has_no_form(self, client):
        event = build_event()
        assert client.get(f"{event.url}book/").status_code == 404
        assert "No booking is needed" in client.get(event.url).content.decode()

    def test_nor_has_a_draft_or_an_expired_event(self, client, make_event):
        draft = make_event("Draft", live=False)
        assert client.get(f"/events/{draft.slug}/book/").status_code == 404
        expired = make_event("Expired")
        EventPage.objects.filter(pk=expired.pk).update(expire_at=timezone.now())
        assert client.get(f"{expired.url}book/").status_code == 404
        assert client.get(expired.url).status_code == 404

    def test_it_may_close_while_somebody_is_writing(self, client, make_event, fill_in):
        event = make_event(booking_closes_at=timezone.now() + timedelta(minutes=5))
        assert "has closed" in fill_in(event, seconds=600).content.decode()
        assert not Booking.objects.exists()

    def test_the_last_place_may_go_while_somebody_is_writing(self, client, make_event, fill_in, book):
        event = make_event(capacity=1, waiting_list=False)
        html = client.get(f"{event.url}book/").content.decode()
        form_token = find_form_token(html)
        book(event, "Bea")
        response = send_again(client, event, form_token)
        assert "All places are taken." in response.content.decode()
        assert statuses(event) == ["confirmed"]
