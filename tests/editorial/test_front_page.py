"""The front page of the admin: who sees what, and where each row leads."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from bookings.models import Booking
from demo import builders

pytestmark = pytest.mark.django_db


def panels(client: Client) -> dict[str, str]:
    """Return the HTML of each panel by its name."""
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    found = re.findall(r'<section class="home-panel" aria-labelledby="home-panel-([\w-]+)">(.*?)</section>', html, re.S)
    return dict(found)


def text(html: str) -> str:
    return " ".join(strip_tags(html).split())


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_it_says_kindly_when_there_is_nothing(editor_client):
    found = panels(editor_client)
    assert list(found) == ["waiting-for-me", "my-drafts", "going-live", "next-events", "care", "lately-published"]
    assert "Nobody waits for your approval." in found["waiting-for-me"]
    assert "You have no drafts" in found["my-drafts"]
    assert "Nothing is scheduled." in found["going-live"]
    assert "No event is coming up." in found["next-events"]
    assert "Nothing has been published yet." in found["lately-published"]


def test_what_a_contributor_sent_in_waits_for_editors(editor_client, make_user):
    author = make_user("Contributors", "con")
    author.first_name, author.last_name = "Con", "Tribute"
    author.save()
    post = builders.build_post("Sent in", live=False)
    post.owner = author
    post.save()
    post.save_revision(user=author)
    post.get_workflow().start(post, author)
    row = panels(editor_client)["waiting-for-me"]
    assert reverse("publish_page", args=[post.pk]) in row
    assert "Sent in Con Tribute asks you to approve this by" in text(row)
    client = Client()
    client.force_login(author)
    found = panels(client)
    assert "Sent in" not in found["waiting-for-me"]
    assert "Waits for approval" in found["my-drafts"]


def test_drafts_are_those_of_the_user(editor_client, make_user):
    mine, other = builders.build_post("Mine", live=False), builders.build_post("Theirs", live=False)
    mine.owner, other.owner = make_user("Editors", "x"), make_user("Editors", "y")
    mine.save()
    other.save()
    client = Client()
    client.force_login(mine.owner)
    found = panels(client)["my-drafts"]
    assert edit_url(mine) in found
    assert "Theirs" not in found


def test_what_goes_live_soon_with_its_time_and_owner(editor_client, make_user):
    timed, dated = builders.build_post("Timed", live=False), builders.build_post("Dated")
    timed.owner = make_user("Editors", "edda")
    timed.save()
    timed.go_live_at = timezone.now() + timedelta(days=3)
    timed.save_revision().publish()
    dated.date = timezone.now() + timedelta(days=2)
    dated.save()
    found = text(panels(editor_client)["going-live"])
    assert found.index("Dated") < found.index("Timed")
    assert "edda" in found


def test_next_events_lead_to_their_bookings(editor_client):
    event = builders.build_event("Coming", takes_bookings=True, capacity=20)
    Booking.objects.create(event=event, name="N", email="n@example.org", status="confirmed")
    builders.build_event("Past", starts_at=timezone.now() - timedelta(days=2))
    found = panels(editor_client)["next-events"]
    assert reverse("bookings:list", args=[event.pk]) in found
    assert "Booked: 1 of 20" in text(found)
    assert "Past" not in found


def test_lately_published(editor_client):
    builders.build_post("First")
    builders.build_post("Second")
    found = text(panels(editor_client)["lately-published"])
    assert found.index("Second") < found.index("First")


def test_buttons_are_for_what_the_user_may_create(editor_client, make_user):
    html = editor_client.get(reverse("wagtailadmin_home")).content.decode()
    for label in ("Write a post", "Announce an event", "New person", "New topic", "New publication"):
        assert label in html
    client = Client()
    client.force_login(make_user("Contributors"))
    assert "New topic" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_long_panels_are_cut(editor_client):
    for number in range(9):
        builders.build_event(f"Event {number}")
    found = panels(editor_client)["next-events"]
    assert found.count("home-panel__row ") + found.count('home-panel__row"') == 6
    assert reverse("events:index") in found


def test_the_cost(editor_client, make_user, django_assert_max_num_queries):
    author = make_user("Contributors", "con")
    for number in range(7):
        builders.build_event(f"Event {number}", takes_bookings=True)
        post = builders.build_post(f"Post {number}", live=False)
        post.get_workflow().start(post, author)
        builders.build_post(f"Dated {number}", date=timezone.now() + timedelta(days=2))
    editor_client.get(reverse("wagtailadmin_home"))
    with django_assert_max_num_queries(40):
        editor_client.get(reverse("wagtailadmin_home"))
