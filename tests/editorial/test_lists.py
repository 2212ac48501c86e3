"""The list of each page type in the admin: columns, search, filters, sorting, the button, and its cost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import BlogPage
from bookings.models import Booking
from content.admin_lists.registry import get_page_lists
from demo import builders
from events.status import Status

pytestmark = pytest.mark.django_db
NAMES = ["posts", "events", "people", "topics", "publications"]
MAX_QUERIES = 20


def show(client: Client, name: str, **query):
    response = client.get(reverse(f"{name}:index"), query)
    assert response.status_code == 200
    return response


def titles(response) -> list[str]:
    return [page.title for page in response.context["object_list"]]


def cells(response, title: str) -> dict[str, str]:
    """Return the values of the row of a page by column."""
    table = response.context["table"]
    page = next(page for page in response.context["object_list"] if page.title == title)
    columns = [column for column in table.columns.values() if hasattr(column, "get_value")]
    return {column.name: str(column.get_value(page) or "") for column in columns}


def test_there_is_a_list_for_each_page_type_that_editors_write():
    assert [page_list.name for page_list in get_page_lists()] == ["posts", "events", "people", "topics", "publications"]


class TestColumns:
    def test_of_a_post(self, editor_client):
        person = builders.build_person("Ida", "Quill")
        topics = [builders.build_topic("Rents"), builders.build_topic("Homes")]
        authors = [{"person": person}, *({"name": name} for name in ("A. Guest", "B. Guest", "C. Guest"))]
        builders.build_post("Leases", date=datetime(2026, 3, 1, 12, tzinfo=UTC), authors=authors, topics=topics)
        row = cells(show(editor_client, "posts"), "Leases")
        assert row["day"] == "1 Mar 2026"
        assert row["people"] == "Ida Quill, A. Guest, B. Guest and 1 more"
        assert row["topics"] == "Homes, Rents"

    def test_of_an_event(self, editor_client):
        builders.build_event("Coming", takes_bookings=True, capacity=3, place="Town Hall")
        event = builders.build_event("Past", starts_at=timezone.now() - timedelta(days=3))
        builders.build_event("Off", starts_at=timezone.now() - timedelta(days=4), status=Status.CANCELLED)
        coming = type(event).objects.get(title="Coming")
        for number, status in enumerate(["confirmed", "confirmed", "waiting", "cancelled"]):
            Booking.objects.create(event=coming, name="N", email=f"n{number}@example.org", status=status)
        response = show(editor_client, "events")
        row = cells(response, "Coming")
        assert (row["state"], row["place_name"], row["booked_places"]) == ("Upcoming", "Town Hall", "2 of 3, 1 waiting")
        assert row["still_missing"] == ""
        assert cells(response, "Past")["still_missing"] == "Write-up, recording"
        assert cells(response, "Past")["booked_places"] == ""
        assert (cells(response, "Off")["state"], cells(response, "Off")["still_missing"]) == ("Cancelled", "")

    def test_a_write_up_and_a_recording_are_no_longer_missing(self, editor_client):
        past = timezone.now() - timedelta(days=3)
        event = builders.build_event("Past", starts_at=past, recording_url="https://example.org/film")
        builders.build_post("Report", event_reported=event, live=False)
        assert cells(show(editor_client, "events"), "Past")["still_missing"] == "Write-up"
        builders.publish(BlogPage.objects.get())
        assert cells(show(editor_client, "events"), "Past")["still_missing"] == ""

    def test_of_a_person(self, editor_client):
        person = builders.build_person("Ida", "Quill", role="Keeper", organisation="Museum")
        builders.build_post("One", authors=[{"person": person}], body=[builders.quote_block("Hm.", person=person)] * 2)
        builders.build_post("Two", authors=[{"person": person}], live=False)
        row = cells(show(editor_client, "people"), "Ida Quill")
        assert (row["position"], row["number_of_posts"], row["number_of_quotes"]) == ("Keeper, Museum", "2", "2")

    def test_of_a_topic(self, editor_client):
        wide = builders.build_topic("Housing")
        topic = builders.build_topic("Rents", parent_topic=wide)
        builders.build_post("One", topics=[topic])
        builders.build_post("Two", topics=[topic])
        builders.build_event("Three", topics=[topic])
        response = show(editor_client, "topics")
        assert cells(response, "Rents")["parent_title"] == "Housing"
        assert cells(response, "Rents")["use"] == "1 event, 2 posts"
        assert cells(response, "Housing")["use"] == "Not used yet"
        assert titles(show(editor_client, "topics", ordering="-uses")) == ["Rents", "Housing"]

    def test_every_row_leads_to_its_form(self, editor_client):
        post = builders.build_post("Leases")
        edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
        assert f'href="{edit}"' in show(editor_client, "posts").content.decode()


class TestSearch:
    @pytest.fixture
    def posts(self):
        builders.build_post("Why the leases end", authors=[{"name": "José Peña"}])
        builders.build_post("Why the buses stop", live=False)

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("leases why", ["Why the leases end"]),
            ("WHY", ["Why the buses stop", "Why the leases end"]),
            ("pena leases", ["Why the leases end"]),
            ("buses leases", []),
            ("us sto", ["Why the buses stop"]),
            ("%", []),
            ("x" * 5000, []),
        ],
    )
    def test_all_words_are_found_in_title_or_author(self, editor_client, posts, words, found):
        assert sorted(titles(show(editor_client, "posts", q=words))) == found

    def test_people_are_found_without_accents_and_by_role(self, editor_client):
        builders.build_person("Éva", "O’Brien", role="Harbour master")
        for words in ("eva obrien", "harbour eva"):
            assert titles(show(editor_client, "people", q=words)) == ["Éva O’Brien"]

    def test_a_changed_title_of_a_draft_is_found(self, editor_client):
        post = builders.build_post("Old words")
        post.title = "New words"
        post.save_revision()
        assert len(titles(show(editor_client, "posts", q="new"))) == 1


class TestFilters:
    def test_status(self, editor_client):
        builders.build_post("Live")
        builders.build_post("Draft", live=False)
        builders.build_post("Dated", date=timezone.now() + timedelta(days=2))
        builders.build_post("Changed").save_revision()
        timed = builders.build_post("Timed", live=False)
        timed.go_live_at = timezone.now() + timedelta(days=2)
        timed.save_revision().publish()
        expected = {
            "live": ["Changed", "Live"],
            "changed": ["Changed"],
            "waiting": ["Dated", "Timed"],
            "review": [],
            "draft": ["Draft"],
        }
        found = {status: sorted(titles(show(editor_client, "posts", status=status))) for status in expected}
        assert found == expected

    def test_waiting_for_approval(self, editor_client, make_user):
        post = builders.build_post("Sent in", live=False)
        post.get_workflow().start(post, make_user("Contributors"))
        builders.build_post("Draft", live=False)
        assert titles(show(editor_client, "posts", status="review")) == ["Sent in"]

    def test_topics_author_and_date(self, editor_client):
        topic = builders.build_topic("Rents")
        person = builders.build_person("Ida", "Quill")
        day = datetime(2025, 5, 5, 12, tzinfo=UTC)
        builders.build_post("One", topics=[topic], authors=[{"person": person}], date=day)
        builders.build_post("Two")
        for query in (
            {"topics": topic.pk},
            {"author": "quill ida"},
            {"date_from": "2025-05-05", "date_to": "2025-05-05"},
        ):
            assert titles(show(editor_client, "posts", **query)) == ["One"], query

    def test_events(self, editor_client):
        builders.build_event("Coming", place="Town Hall")
        builders.build_event("Past", starts_at=timezone.now() - timedelta(days=3), venue=builders.build_venue())
        builders.build_event("Off", status=Status.CANCELLED)
        for query, found in (
            ({"state": "upcoming"}, ["Coming", "Off"]),
            ({"state": "past"}, ["Past"]),
            ({"state": "cancelled"}, ["Off"]),
            ({"missing": "any"}, ["Past"]),
            ({"missing": "write-up"}, ["Past"]),
            ({"place": "quay"}, ["Past"]),
        ):
            assert sorted(titles(show(editor_client, "events", **query))) == found, query

    def test_unused_topics_and_people_without_a_photo(self, editor_client):
        used, _unused = builders.build_topic("Used"), builders.build_topic("Unused")
        builders.build_post(topics=[used])
        builders.build_person("Ida", "Quill", role="Keeper")
        assert titles(show(editor_client, "topics", use="unused")) == ["Unused"]
        assert titles(show(editor_client, "topics", use="used")) == ["Used"]
        assert titles(show(editor_client, "people", photo="without", role="keep")) == ["Ida Quill"]
        assert titles(show(editor_client, "people", photo="with")) == []

    @pytest.mark.parametrize(
        "query", [{"topics": "x"}, {"topics": "9" * 30}, {"status": "?"}, {"ordering": "path"}, {"p": "x"}]
    )
    @pytest.mark.parametrize("name", NAMES)
    def test_any_input_is_answered(self, editor_client, name, query):
        show(editor_client, name, **query)


class TestButton:
    def test_it_leads_straight_to_the_form(self, editor_client):
        html = show(editor_client, "posts").content.decode()
        assert "Write a post" in html
        blog = builders.BlogIndexPage.objects.get()
        assert reverse("wagtailadmin_pages:add", args=["blog", "blogpage", blog.pk]) in html

    def test_it_asks_for_the_parent_if_there_are_two(self, editor_client, make_user):
        from_home = builders.HomePage.objects.get()
        from_home.add_child(instance=builders.BlogIndexPage(title="Second", slug="second", summary="x"))
        assert reverse("posts:choose_parent") in show(editor_client, "posts").content.decode()
        assert editor_client.get(reverse("posts:choose_parent")).status_code == 200

    def test_it_is_not_there_for_whoever_may_not(self, make_user):
        client = Client()
        client.force_login(make_user("Contributors"))
        assert "New topic" not in show(client, "topics").content.decode()
        assert "Write a post" in show(client, "posts").content.decode()


class TestCost:
    def fill(self, number: int) -> None:
        """Add pages of each type that refer to others: the worst that a row can cost."""
        topics = [builders.build_topic(f"Topic {number} {index}") for index in range(2)]
        person = builders.build_person("Ida", f"Quill {number}")
        authors: list[dict] = [{"person": person}, {"name": "A. Guest"}]
        event = builders.build_event(f"Event {number}", topics=topics, takes_bookings=True)
        builders.build_post(f"Post {number}", topics=topics, authors=authors, event_reported=event)
        builders.build_publication(f"Study {number}", topics=topics, authors=authors)

    @pytest.mark.parametrize("role", ["Editors", "Contributors", "Administrators"])
    def test_queries_do_not_grow_with_the_rows(self, make_user, django_assert_max_num_queries, role):
        client = Client()
        client.force_login(make_user(role))
        for number in range(6):
            self.fill(number)
        for name in NAMES if role != "Contributors" else [name for name in NAMES if name != "topics"]:
            show(client, name)
            with django_assert_max_num_queries(MAX_QUERIES):
                assert len(titles(show(client, name))) >= 6
            with django_assert_max_num_queries(MAX_QUERIES):
                show(client, name, q="i", status="live", ordering="-title")

    def test_long_lists_have_pages(self, editor_client):
        for number in range(26):
            builders.build_topic(f"Topic {number:02}")
        response = show(editor_client, "topics")
        assert len(titles(response)) == 25
        assert titles(show(editor_client, "topics", p=2)) == ["Topic 25"]


class TestTree:
    @pytest.fixture
    def blog(self):
        return builders.BlogIndexPage.objects.get()

    def explore(self, client, page, **query):
        return client.get(reverse("wagtailadmin_explore", args=[page.pk]), query)

    def test_a_long_list_is_not_put_in_order_by_hand(self, editor_client, blog, monkeypatch):
        monkeypatch.setattr("editorial.lists.explorer.MAX_ARRANGED", 3)
        for number in range(27):
            builders.build_topic(f"Topic {number}")
        index = builders.TopicIndexPage.objects.get()
        response = self.explore(editor_client, index, ordering="ord")
        assert len(response.context["object_list"]) == 25
        assert "There are 27 pages here. Up to 3 can be put in order by hand." in response.content.decode()
        assert (
            "ordering=ord"
            not in response.content.decode().replace(f"{response.request['QUERY_STRING']}", "", 0).split("</h1>")[0]
        )

    def test_a_short_one_is(self, editor_client, blog):
        builders.build_post("One")
        response = self.explore(editor_client, blog, ordering="ord")
        assert response.context["table"].reorder_url
