"""Guests who are named often, and their conversion to a person on all pages, in the admin."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry

from blog.models import BlogPage
from demo.builders import (
    block,
    build_event,
    build_page,
    build_person,
    build_post,
    paragraph_block,
    quote_block,
    speaker_block,
)
from events.models import EventPage
from people.guests import BECAME_PERSON, find_guests
from people.models import PersonPage, Quote

pytestmark = pytest.mark.django_db
NAME = "Mina Ahlberg"


def cast_of(name: str) -> dict:
    item = {"type": "item", "id": "1", "value": {"person": None, "name": name, "role": "Chair"}}
    return block("speakers", {"heading": "Speakers", "people": [item]})


@pytest.fixture
def everywhere():
    """A guest in each kind of block and credit, on live pages and in drafts, in several spellings."""
    body = [quote_block("Said.", name=NAME, role="Then a surveyor"), cast_of("MINA AHLBERG")]
    return {
        "post": build_post(
            "Report", body=body, authors=[{"name": f"Dr {NAME}", "role": "Reader", "url": "https://a.org"}]
        ),
        "event": build_event("Table", speakers=[{"name": f"{NAME}, PhD", "part": "chair", "organisation": "Board"}]),
        "draft": build_post("Draft", live=False, body=[speaker_block("Argued.", name=NAME)]),
        "other": build_post("Other", body=[quote_block("Else.", name="Tomas Ferrand")]),
    }


def make_person_in_admin(client, **data):
    return client.post(f"{reverse('guest_to_person')}?name=Mina+Ahlberg", data)


class TestReport:
    def test_it_lists_who_recurs_and_where(self, editor_client, everywhere):
        html = editor_client.get(reverse("guest_report")).content.decode()
        assert NAME in html
        for title in ("Report", "Table", "Draft"):
            assert f">{title}</a>" in html
        assert "Ferrand" not in html

    def test_all_spellings_are_one_guest(self, everywhere):
        guests = {guest.name: guest for guest in find_guests()}
        assert set(guests) == {NAME, "Tomas Ferrand"}
        assert (guests[NAME].times, len(guests[NAME].locations)) == (5, 3)

    def test_drafts_of_live_pages_count_once(self, everywhere):
        post = everywhere["other"]
        post.body = [quote_block("Else.", name="Tomas Ferrand"), quote_block("More.", name="Tomas Ferrand")]
        post.save_revision()
        guest = next(guest for guest in find_guests() if guest.name == "Tomas Ferrand")
        (location,) = guest.locations
        assert (guest.times, location.stored, location.draft, location.is_live, location.is_draft) == (
            2,
            1,
            2,
            True,
            True,
        )

    def test_people_and_the_unnamed_are_no_guests(self):
        said = quote_block("Said.")
        said["value"]["unnamed"] = True
        build_post(body=[quote_block("Said.", person=build_person()), said])
        assert find_guests() == []

    def test_it_can_be_exported(self, editor_client, everywhere):
        response = editor_client.get(reverse("guest_report"), {"export": "csv"})
        text = b"".join(response.streaming_content).decode()
        assert "Mina Ahlberg,5," in text

    def test_it_is_among_the_reports_of_whoever_may_publish(self, make_user):
        for group, status in (("Contributors", 302), ("Editors", 200), ("Administrators", 200)):
            client = Client()
            client.force_login(make_user(group))
            assert client.get(reverse("guest_report")).status_code == status
            address = f"{reverse('guest_to_person')}?name=Mina"
            assert client.post(address).status_code == (302 if status == 302 else 404)
            menu = client.get(reverse("wagtailadmin_home")).content.decode()
            assert (reverse("guest_report") in menu) == (status == 200)


class TestBecomingAPerson:
    def test_the_confirmation_lists_what_will_change_and_changes_nothing(self, editor_client, everywhere):
        response = editor_client.get(reverse("guest_to_person"), {"name": f"Prof {NAME}"})
        html = response.content.decode()
        for title in ("Report", "Table", "Draft"):
            assert f">{title}</a>" in html
        assert "Other" not in html
        assert len(find_guests()) == 2

    def test_an_existing_person_is_chosen_everywhere_and_roles_stay(self, editor_client, client, everywhere):
        person = build_person("Mina", "Ahlberg", role="Professor today")
        assert make_person_in_admin(editor_client, person=person.pk).status_code == 302
        post = BlogPage.objects.get(pk=everywhere["post"].pk)
        (author,) = post.credits
        assert (author.person, author.name, author.role, author.url) == (person, "", "Reader", "https://a.org")
        assert (post.body[0].value.person, post.body[0].value.role) == (person, "Then a surveyor")
        assert post.body[1].value["people"][0].person == person
        speaker = EventPage.objects.get().speakers.get()
        assert (speaker.person, speaker.part, speaker.organisation) == (person, "chair", "Board")
        draft = BlogPage.objects.get(pk=everywhere["draft"].pk).get_latest_revision_as_object()
        assert draft.body[0].value.person == person
        assert [guest.name for guest in find_guests()] == ["Tomas Ferrand"]
        assert Quote.objects.get(page=post).speaker == person
        html = client.get(person.url).content.decode()
        assert "Said." in html
        assert "Table" in html

    def test_a_new_person_is_created_of_the_name(self, editor_client, everywhere):
        make_person_in_admin(editor_client, create="1")
        person = PersonPage.objects.get()
        assert (person.title, person.live) == (NAME, True)
        assert BlogPage.objects.get(pk=everywhere["post"].pk).credits[0].person == person

    def test_live_draft_and_scheduled_versions_stay_apart(self, editor_client):
        post = build_post("Live", body=[quote_block("Live.", name=NAME)])
        post.body = [quote_block("Next.", name=NAME), paragraph_block()]
        post.go_live_at = timezone.now() + timedelta(days=1)
        scheduled = post.save_revision()
        scheduled.publish()
        post.body, post.go_live_at = [quote_block("Draft.", name=NAME)], None
        post.save_revision()
        person = build_person("Mina", "Ahlberg")
        make_person_in_admin(editor_client, person=person.pk)
        post = BlogPage.objects.get(pk=post.pk)
        scheduled.refresh_from_db()
        versions = (post, scheduled.as_object(), post.get_latest_revision_as_object())
        assert [version.body[0].value.person for version in versions] == [person] * 3
        assert [version.body[0].value["text"].source for version in versions] == [
            "<p>Live.</p>",
            "<p>Next.</p>",
            "<p>Draft.</p>",
        ]
        assert scheduled.approved_go_live_at

    def test_each_page_is_logged(self, editor_client, everywhere):
        make_person_in_admin(editor_client, create="1")
        assert PageLogEntry.objects.filter(action=BECAME_PERSON, user__username="editors").count() == 3
        history = editor_client.get(reverse("wagtailadmin_pages:history", args=[everywhere["event"].pk]))
        assert "“Mina Ahlberg” is the person “Mina Ahlberg” now" in history.content.decode()

    def test_what_may_not_be_changed_is_said_and_left(self, editor_client, everywhere):
        BlogPage.objects.filter(pk=everywhere["post"].pk).update(locked=True)
        page = build_page("House rules", body=[quote_block("Knock.", name=NAME)])
        # Of plain pages an editor has the permission of the home page alone.
        GroupPagePermission.objects.filter(group__name="Editors", page=page.get_parent()).delete()
        html = editor_client.get(reverse("guest_to_person"), {"name": NAME}).content.decode()
        assert "Locked: it stays as it is" in html
        assert "You may not publish it" in html
        person = build_person("Mina", "Ahlberg")
        make_person_in_admin(editor_client, person=person.pk)
        assert EventPage.objects.get().speakers.get().person == person
        assert BlogPage.objects.get(pk=everywhere["post"].pk).credits[0].person is None
        page.refresh_from_db()
        assert page.body[0].value.person is None

    @pytest.mark.parametrize("data", [{}, {"person": "x"}, {"person": "0"}])
    def test_without_a_person_nothing_changes(self, editor_client, everywhere, data):
        assert make_person_in_admin(editor_client, **data).status_code == 200
        assert len(find_guests()) == 2

    @pytest.mark.parametrize("name", ["", "Nobody", "\x00", "x" * 3000])
    def test_a_guest_who_is_none_is_not_found(self, editor_client, name):
        response = editor_client.get(reverse("guest_to_person"), {"name": name})
        assert response.status_code in (400, 404)
