"""Editors and the bookings of an event: who sees them, what they read, what they change."""

import csv
import io

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import PageLogEntry

from bookings import services
from bookings.models import Booking
from demo.builders import build_event
from events.models import EventPage

from .conftest import logged, statuses, url

pytestmark = pytest.mark.django_db


class TestAccess:
    def addresses(self, event, booking) -> list[str]:
        names = ("list", "list_results", "add", "attendance", "write")
        return [*(url(name, event) for name in names), url("action", event, booking.pk, "cancel")]

    def test_whoever_may_publish_the_event_sees_them(self, editor_client, make_event, book):
        event = make_event()
        booking = book(event)
        for address in [*self.addresses(event, booking), reverse("bookings:overview")]:
            assert editor_client.get(address).status_code == 200, address

    def test_nobody_else_does(self, make_user, make_event, book):
        event = make_event()
        booking = book(event)
        contributor = Client()
        contributor.force_login(make_user("Contributors"))
        for client in (contributor, Client()):
            for address in self.addresses(event, booking):
                for answer in (client.get(address), client.post(address)):
                    assert answer.status_code == 302, address
                    assert "ada@" not in answer.content.decode()
        assert statuses(event) == ["confirmed"]

    def test_the_overview_and_the_menu_are_theirs_too(self, editor_client, make_user, make_event):
        event = make_event()
        build_event("Without booking")
        html = editor_client.get(reverse("bookings:overview")).content.decode()
        assert event.title in html
        assert "Without booking" not in html
        assert reverse("bookings:overview") in editor_client.get(reverse("wagtailadmin_home")).content.decode()
        contributor = Client()
        contributor.force_login(make_user("Contributors"))
        assert event.title not in contributor.get(reverse("bookings:overview")).content.decode()
        assert "/admin/bookings/" not in contributor.get(reverse("wagtailadmin_home")).content.decode()

    def test_the_overview_counts_what_was_deleted_too(self, editor_client, make_event, book):
        event = make_event()
        services.erase(book(event, "Ada"))
        book(event, "Bea")
        [row] = editor_client.get(reverse("bookings:overview")).context["object_list"]
        assert (row.places_taken, row.people_waiting) == (2, 0)

    def test_the_event_leads_to_its_list(self, editor_client, make_event):
        event = make_event()
        for name, page in (("edit", event), ("", event.get_parent())):
            address = reverse(f"wagtailadmin_pages:{name}" if name else "wagtailadmin_explore", args=[page.pk])
            assert url("list", event) in editor_client.get(address).content.decode()

    def test_a_booking_of_another_event_is_not_changed(self, editor_client, make_event, book):
        event, other = make_event(), make_event("Another")
        address = url("action", event, book(other).pk, "cancel")
        assert editor_client.post(address).status_code == 404
        assert editor_client.post(url("action", event, book(event).pk, "delete-everything")).status_code == 404
        assert statuses(other) == ["confirmed"]


class TestList:
    def test_numbers_filters_and_search(self, editor_client, make_event, book):
        event = make_event(capacity=2)
        people = [book(event, name) for name in ("Ada", "Bea", "Cyd", "Dot")]
        services.cancel(people[0])
        html = editor_client.get(url("list", event)).content.decode()
        assert "2 have a place</strong> of 2" in " ".join(html.split())
        for query, found in {
            "status=waiting": ["Dot"],
            "status=cancelled": ["Ada"],
            "q=bea@": ["Bea"],
            "status=nonsense&p=abc&ordering=x": ["Ada", "Bea", "Cyd", "Dot"],
        }.items():
            rows = editor_client.get(f"{url('list_results', event)}?{query}").context["object_list"]
            assert [booking.name for booking in rows] == found

    def test_queries_do_not_grow_with_the_list(self, editor_client, make_event, book, django_assert_max_num_queries):
        event = make_event()
        for number in range(40):
            book(event, f"Person{number}")
        editor_client.get(url("list", event))
        with django_assert_max_num_queries(30):
            editor_client.get(url("list", event))


class TestExport:
    @pytest.fixture
    def event(self, make_event, book):
        event = make_event(capacity=1, questions=[{"label": "=Supper?", "field_type": "singleline"}])
        answers = [{"name": "supper", "label": "=Supper?", "value": "=HYPERLINK(1)", "about_needs": False}]
        answers.append({"name": "gone", "label": "Asked before", "value": "Yes, “twice”", "about_needs": False})
        book(event, "=cmd|' /C calc'!A0", email="ada@example.org", answers=answers, access_needs="Line one\nLine, two")
        book(event, "Bea")
        return event

    def test_csv(self, editor_client, event):
        response = editor_client.get(f"{url('list', event)}?export=csv")
        text = b"".join(response.streaming_content).decode()
        first, second = csv.DictReader(io.StringIO(text, newline=""))
        assert list(first) == [
            "Name",
            "E-mail",
            "Status",
            "Came",
            "Booked",
            "Access needs",
            "'=Supper?",
            "Asked before",
        ]
        assert first["Name"] == "'=cmd|' /C calc'!A0"
        assert first["'=Supper?"] == "'=HYPERLINK(1)"
        assert first["Asked before"] == "Yes, “twice”"
        assert first["Access needs"] == "Line one\nLine, two"
        assert (second["Name"], second["Status"], second["Asked before"]) == ("Bea", "Waiting", "")
        assert response.headers["Content-Disposition"] == f'attachment; filename="bookings-{event.slug}.csv"'
        assert logged(event) == ["export"]

    def test_xlsx(self, editor_client, event):
        response = editor_client.get(f"{url('list', event)}?export=xlsx")
        rows = list(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.iter_rows())
        assert [cell.value for cell in rows[1]][:3] == ["'=cmd|' /C calc'!A0", "ada@example.org", "Confirmed"]
        assert {cell.data_type for row in rows for cell in row}.isdisjoint({"f"})

    def test_what_is_filtered_is_what_is_exported(self, editor_client, event):
        response = editor_client.get(f"{url('list', event)}?export=csv&status=waiting")
        assert b"".join(response.streaming_content).decode().count("@example.org") == 1


class TestChanges:
    @pytest.fixture
    def event(self, make_event, book):
        event = make_event(capacity=1)
        for name in ("Ada", "Bea"):
            book(event, name)
        return event

    def act(self, client, event, name: str, action: str):
        booking = event.bookings.for_email(f"{name}@example.org").get()
        address = url("action", event, booking.pk, action)
        question = client.get(address).content.decode()
        assert booking.name in question
        return client.post(address, follow=True).content.decode()

    def test_cancel_and_the_queue_moves_up(self, editor_client, event):
        self.act(editor_client, event, "ada", "cancel")
        assert statuses(event) == ["cancelled", "confirmed"]
        assert "cancelled already" in self.act(editor_client, event, "ada", "cancel")
        assert logged(event) == ["cancel"]

    def test_promote_needs_a_free_place(self, editor_client, event):
        assert "No place is free" in self.act(editor_client, event, "bea", "promote")
        EventPage.objects.filter(pk=event.pk).update(capacity=2)
        self.act(editor_client, event, "bea", "promote")
        assert statuses(event) == ["confirmed", "confirmed"]

    def test_erase(self, editor_client, event):
        self.act(editor_client, event, "ada", "erase")
        assert statuses(event) == ["confirmed"]
        assert "1 with a place" in editor_client.get(url("list", event)).content.decode()
        assert not any("Ada" in str(entry.data) for entry in PageLogEntry.objects.all())

    def test_add_by_hand_once_booking_is_closed_too(self, editor_client, make_event):
        event = make_event(
            status="postponed", questions=[{"label": "Supper?", "field_type": "radio", "choices": "Yes\nNo"}]
        )
        address = url("add", event)
        data = {"name": "Ada", "email": "ada@example.org", "access_needs": ""}
        assert "Booked." in editor_client.post(address, data, follow=True).content.decode()
        assert "already" in editor_client.post(address, data | {"email": "ADA@example.org"}).content.decode()
        assert statuses(event) == ["confirmed"]

    def test_add_by_hand_never_oversells(self, editor_client, event):
        address = url("add", event)
        data = {"name": "Cyd", "email": "cyd@example.org", "access_needs": ""}
        assert "on the waiting list" in editor_client.post(address, data, follow=True).content.decode()
        EventPage.objects.filter(pk=event.pk).update(waiting_list=False)
        answer = editor_client.post(address, data | {"email": "dot@example.org"})
        assert "All places are taken" in answer.content.decode()
        assert statuses(event) == ["confirmed", "waiting", "waiting"]

    def test_attendance(self, editor_client, make_event, book):
        event = make_event()
        ada, bea = book(event, "Ada"), book(event, "Bea")
        other = book(make_event("Another"), "Cyd")
        editor_client.post(url("attendance", event), {"came": [ada.pk]})
        assert list(event.bookings.values_list("attended", flat=True)) == [True, False]
        assert "checked" in editor_client.get(url("attendance", event)).content.decode()
        editor_client.post(url("attendance", event), {"came": [bea.pk, other.pk]})
        assert list(event.bookings.values_list("attended", flat=True)) == [True, False]
        other.refresh_from_db()
        assert other.attended is None


class TestDeletingTheEvent:
    def test_not_while_there_are_bookings(self, make_user, make_event, book):
        client = Client()
        client.force_login(make_user("Administrators"))
        event = make_event()
        book(event)
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        for address in (
            reverse("wagtailadmin_pages:delete", args=[event.pk]),
            reverse("wagtailadmin_pages:delete", args=[event.get_parent().pk]),
            f"{bulk}?id={event.pk}&next=/admin/",
        ):
            html = client.post(address, follow=True).content.decode()
            assert "has bookings, so nothing was deleted" in html, address
        assert EventPage.objects.filter(pk=event.pk).exists()
        assert Booking.objects.exists()

    def test_code_cannot_either(self, make_event, book):
        event = make_event()
        book(event)
        with pytest.raises(ProtectedError):
            event.delete()

    def test_but_afterwards(self, editor_client, make_event, book):
        event = make_event()
        services.erase(book(event))
        editor_client.post(reverse("wagtailadmin_pages:delete", args=[event.pk]))
        assert not EventPage.objects.filter(pk=event.pk).exists()
