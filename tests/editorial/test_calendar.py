"""The editors' calendar: what goes out and takes place in a month, for whom, and where it leads."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from demo.builders import build_event, build_post
from editorial.calendar.entries import Month

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


def read(client, month="2026-02") -> dict[str, str]:
    """Return the words of each day that has entries."""
    html = client.get(reverse("editors_calendar"), {"month": month}).content.decode()
    days = re.findall(r'<li class="calendar__day[^"]*"[^>]*>(.*?)</ul>\s*</li>', html, re.DOTALL)
    texts = [
        " ".join(re.sub(r"<[^>]*>", " ", day.rpartition('<h3 class="calendar__date">')[2]).split()) for day in days
    ]
    return {" ".join(text.split()[:3]): " ".join(text.split()[3:]) for text in texts}


def test_what_goes_out_and_what_takes_place(editor_client):
    build_post("Published", date=NOW)
    build_post("A draft", date=NOW + timedelta(days=1), live=False)
    planned = build_post("Planned", date=NOW, live=False)
    planned.go_live_at = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
    planned.save_revision(clean=False).publish()
    build_event("An exhibition", starts_at=datetime(2026, 2, 7, 18, 0, tzinfo=UTC),
                ends_at=datetime(2026, 2, 8, 20, 0, tzinfo=UTC), live=False)  # fmt: skip
    assert read(editor_client) == {
        "Monday 2 February": "Published Post. Live",
        "Tuesday 3 February": "A draft Post. Draft",
        "Thursday 5 February": "Planned Post. 09:00. Goes live Thursday 5 February at 09:00",
        "Saturday 7 February": "An exhibition Event, takes place. Draft",
        "Sunday 8 February": "An exhibition Event, takes place. Draft",
    }
    assert read(editor_client, "2026-06") == {}


def test_drafts_of_others_are_for_editors(make_user):
    contributor = make_user("Contributors")
    build_post("Mine", date=NOW, live=False, owner=contributor)
    build_post("Theirs", date=NOW, live=False)
    client = Client()
    client.force_login(contributor)
    assert read(client) == {"Monday 2 February": "Mine Post. Draft"}


def test_the_title_of_a_draft_is_for_those_who_may_edit_it(make_user, editor_client):
    post = build_post("Public", date=NOW)
    post.title = "Secret"
    post.save_revision(clean=False)
    client = Client()
    client.force_login(make_user("Contributors"))
    assert read(client)["Monday 2 February"].startswith("Public ")
    assert read(editor_client)["Monday 2 February"].startswith("Secret ")


@pytest.mark.parametrize("text", ["", "2026-13", "x", "-1", "0001-01", "9999-12", "2026-02-31", "\x00"])
def test_anything_else_is_this_month(text):
    assert str(Month.parse(text)) == "2026-02"


def test_from_one_month_to_the_next():
    assert str(Month.parse("2026-12").next) == "2027-01"
    assert str(Month.parse("2026-01").previous) == "2025-12"
    assert str(Month.parse("2026-03").next) == "2026-04"


def test_it_is_in_the_menu(editor_client):
    assert reverse("editors_calendar") in editor_client.get("/admin/").content.decode()


def test_the_number_of_queries_does_not_grow(editor_client, django_assert_max_num_queries):
    for number in range(3):
        build_post(f"Post {number}", date=NOW)
    read(editor_client)
    with django_assert_max_num_queries(40):
        read(editor_client)
