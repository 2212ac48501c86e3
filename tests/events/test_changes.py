"""What a published change does to the identity of an event: UID, sequence and the date before."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from demo.builders import add_page, build_event, build_venue, publish
from events.models import EventIndexPage, EventPage, Venue

START = datetime(2027, 3, 1, 18, tzinfo=UTC)


@pytest.fixture
def event(db):
    with time_machine.travel(datetime(2027, 1, 10, tzinfo=UTC)):
        yield build_event(starts_at=START)


def republish(event, **changes):
    for name, value in changes.items():
        setattr(event, name, value)
    return publish(event)


CHANGES = {
    "start": {"starts_at": START + timedelta(minutes=30)},
    "end": {"ends_at": START + timedelta(hours=1)},
    "whole day": {"all_day": True},
    "zone": {"timezone": "America/New_York"},
    "place": {"place": "The other room"},
    "attendance": {"attendance": "hybrid", "online_url": "https://example.org/live"},
    "cancelled": {"status": "cancelled"},
    "full": {"status": "full"},
}
WORDS = {
    "title": {"title": "Another title"},
    "summary": {"summary": "Another summary."},
    "reason": {"status_reason": "Why not."},
    "booking": {"booking_url": "https://example.org/book"},
    "a link that nobody needs": {"online_url": "https://example.org/live"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_time_place_or_status_grows_the_sequence(event, change):
    uid = event.uid
    event = republish(event, **CHANGES[change])
    assert (event.uid, event.sequence) == (uid, 1)
    assert republish(event).sequence == 1


@pytest.mark.parametrize("change", WORDS)
def test_a_change_of_words_does_not(event, change):
    assert republish(event, **WORDS[change]).sequence == 0


def test_the_date_before_is_kept(event):
    assert event.previous_starts_at is None
    event = republish(event, starts_at=START + timedelta(days=7), ends_at=START + timedelta(days=7, hours=2))
    assert event.previous_starts_at == START
    assert republish(event, title="Same date").previous_starts_at == START


def test_drafts_change_nothing_until_published(event):
    event.status = "cancelled"
    event.save_revision()
    event.place = "Elsewhere"
    event.save_revision()
    event.refresh_from_db()
    assert (event.sequence, event.status) == (0, "scheduled")
    event.get_latest_revision().publish()
    event.refresh_from_db()
    assert (event.sequence, event.status, event.place) == (1, "cancelled", "Elsewhere")


def test_a_revision_made_before_does_not_bring_back_its_record(event):
    old = event.save_revision(clean=False)
    event = republish(event, place="Elsewhere")
    old.publish()
    event.refresh_from_db()
    assert (event.place, event.sequence) == ("The reading room", 2)


def test_an_old_copy_in_memory_does_not_either(event):
    old = EventPage.objects.get(pk=event.pk)
    republish(event, starts_at=START - timedelta(hours=1))
    old.title = "Corrected elsewhere"
    old.save()
    old.refresh_from_db()
    assert (old.sequence, old.starts_at, old.previous_starts_at) == (2, START, START - timedelta(hours=1))


def test_scheduled_publishing_compares_when_it_happens(event):
    event.status = "full"
    event.go_live_at = timezone.now() + timedelta(days=1)
    event.save_revision().publish()
    event.refresh_from_db()
    assert (event.status, event.sequence) == ("scheduled", 0)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        call_command("publish_scheduled")
    event.refresh_from_db()
    assert (event.status, event.sequence) == ("full", 1)


def test_saving_single_fields_from_code_counts(event):
    event.status = "cancelled"
    event.save(update_fields=["status"])
    event.refresh_from_db()
    assert (event.status, event.sequence) == ("cancelled", 1)


def test_what_changes_while_unpublished_is_noticed_when_it_is_back(event):
    event.unpublish()
    event.refresh_from_db()
    event.starts_at += timedelta(minutes=10)
    event.save()
    event.refresh_from_db()
    assert event.sequence == 0
    event = publish(event)
    assert (event.sequence, event.previous_starts_at) == (1, START)


def test_an_event_that_was_born_live_is_announced(db):
    event = EventPage(title="Born live", summary="x", starts_at=START, ends_at=START + timedelta(hours=1), place="Here")
    EventIndexPage.objects.get().add_child(instance=event)
    event.place = "There"
    event.save()
    assert event.sequence == 1


def test_a_copy_is_another_event_from_the_start(event):
    event = republish(event, status="cancelled")
    copy = event.copy(update_attrs={"slug": "again", "title": "Again"}, copy_revisions=True, keep_live=False)
    copy.starts_at, copy.ends_at = event.starts_at, event.ends_at  # which a copy does not take over
    copy = publish(copy)
    assert copy.uid != event.uid
    assert (copy.sequence, copy.previous_starts_at) == (0, None)


class TestVenue:
    def test_another_venue_is_a_change_of_place(self, event):
        event = republish(event, venue=build_venue("The Hall"))
        assert event.sequence == 1
        assert event.location == "The reading room, The Hall"

    def test_a_venue_that_moves_changes_the_events_to_come(self, event):
        hall = build_venue("The Hall")
        event = republish(event, venue=hall)
        old = build_event("Long ago", starts_at=START - timedelta(days=99), venue=hall)
        draft = build_event("Not yet", starts_at=START, venue=hall, live=False)
        hall.street_address = "9 New Street"
        hall.save()
        for page, sequence in ((event, 2), (old, 0), (draft, 0)):
            page.refresh_from_db()
            assert page.sequence == sequence, page

    def test_a_word_on_the_way_there_changes_none(self, event):
        hall = build_venue("The Hall")
        event = republish(event, venue=hall)
        hall.directions = "Turn left."
        hall.save()
        event.refresh_from_db()
        assert event.sequence == 1

    def test_one_coordinate_is_none(self):
        with pytest.raises(ValidationError, match="both numbers") as refusal:
            build_venue_like(latitude="53.4").full_clean()
        assert set(refusal.value.message_dict) == {"longitude"}

    def test_address(self):
        hall = build_venue_like(street_address="1 High Street\n", locality="Leeds", postal_code="LS1 1AA")
        assert hall.full_address == "The Hall, 1 High Street, Leeds LS1 1AA"


def build_venue_like(**fields):
    return Venue(name="The Hall", **fields)


class TestRules:
    def errors(self, event) -> dict:
        with pytest.raises(ValidationError) as refusal:
            event.full_clean()
        return refusal.value.message_dict

    def test_online_and_hybrid_need_a_link(self, event):
        for attendance in ("online", "hybrid"):
            event.attendance = attendance
            assert "link to join" in self.errors(event)["online_url"][0]
            event.booking_url = "https://example.org/book"
            event.full_clean()
            event.booking_url = ""

    def test_moved_online_needs_a_link_and_no_place(self, event):
        event.status, event.place = "online", ""
        assert set(self.errors(event)) == {"online_url"}

    def test_in_person_needs_a_place(self, event):
        event.place = ""
        assert "venue or write a place" in self.errors(event)["venue"][0]

    @pytest.mark.parametrize("status", ["cancelled", "postponed"])
    def test_what_is_off_needs_neither(self, event, status):
        event.place, event.status = "", status
        event.full_clean()

    def test_what_is_over_needs_neither(self, event):
        event.place = ""
        with time_machine.travel(START + timedelta(days=1)):
            event.full_clean()

    def test_a_published_page_must_keep_them(self, event):
        event.ends_at = event.starts_at
        with pytest.raises(ValidationError):
            event.save_revision(clean=False).publish()
        event.refresh_from_db()
        assert event.ends_at > event.starts_at

    def test_a_draft_need_not(self, db):
        draft = add_page(EventPage(title="Some day"), EventIndexPage.objects.get(), live=False)
        assert draft.pk


@pytest.fixture
def committed_event(django_db_setup, django_db_blocker):
    """An event that other connections see; it is gone again afterwards."""
    with django_db_blocker.unblock():
        event = build_event(starts_at=timezone.now() + timedelta(days=30))
        yield event
        event.delete()


def test_changes_at_once_all_count(committed_event):
    def change(place):
        try:
            page = EventPage.objects.get(pk=committed_event.pk)
            page.place = place
            page.save()
        finally:
            connection.close()

    threads = [Thread(target=change, args=[f"Room {number}"]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    committed_event.refresh_from_db()
    assert committed_event.sequence == 4
