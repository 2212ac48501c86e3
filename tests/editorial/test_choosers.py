"""Choosers of topics and events: what they show, how they search, and what they create."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from blog.models import BlogPage
from demo import builders
from demo.builders import block
from events.models import EventPage
from events.status import Status
from topics.models import TopicPage

pytestmark = pytest.mark.django_db


def choose(client: Client, chooser: str, **query) -> str:
    return client.get(reverse(f"{chooser}_chooser:choose_results"), query).content.decode()


def create(client: Client, chooser: str, **data):
    return client.post(reverse(f"{chooser}_chooser:create"), data).json()


def created(client: Client, chooser: str, **data) -> int:
    return int(create(client, chooser, **data)["result"]["id"])


class TestTopics:
    def test_they_are_in_the_order_of_use(self, editor_client):
        topics = {title: builders.build_topic(title) for title in ("Arts", "Buses", "Crafts")}
        builders.build_post(topics=[topics["Crafts"], topics["Buses"]])
        builders.build_person(topics=[topics["Crafts"]])
        html = choose(editor_client, "topic")
        assert html.index("Crafts") < html.index("Buses") < html.index("Arts")

    def test_they_are_found_by_words(self, editor_client):
        builders.build_topic("Café culture")
        builders.build_topic("Buses")
        html = choose(editor_client, "topic", q="culture cafe")
        assert "Café culture" in html
        assert "Buses" not in html

    def test_a_title_makes_one(self, editor_client):
        assert "New topic" in editor_client.get(reverse("topic_chooser:choose")).json()["html"]
        topic = TopicPage.objects.get(pk=created(editor_client, "topic", title="Night buses"))
        assert (topic.live, topic.owner.username) == (False, "editors")
        assert topic.get_latest_revision()

    def test_there_is_no_second_one_of_a_title(self, editor_client):
        builders.build_topic("Buses")
        answer = create(editor_client, "topic", title="buses ")
        assert "There is a topic of this title already." in answer["htmlFragment"]

    def test_several_are_made_at_once_and_those_that_exist_are_taken(self, editor_client):
        buses = builders.build_topic("Buses")
        address = reverse("topic_chooser:create") + "?multiple=1"
        answer = editor_client.post(address, {"title": " Night  buses\n\nbuses\nFerries\nferries\n"}).json()
        assert [topic["title"] for topic in answer["result"]] == ["Night buses", "Buses", "Ferries"]
        assert answer["result"][1]["id"] == str(buses.pk)
        assert TopicPage.objects.count() == 3

    @pytest.mark.parametrize("titles", ["x" * 256, "\n".join(map(str, range(21)))])
    def test_titles_that_are_too_long_or_too_many_are_refused_with_all_others(self, editor_client, titles):
        answer = editor_client.post(reverse("topic_chooser:create") + "?multiple=1", {"title": f"Ferries\n{titles}"})
        assert "error-message" in answer.json()["htmlFragment"]
        assert not TopicPage.objects.exists()

    def test_what_was_searched_for_is_offered_for_creation(self, editor_client, make_user):
        builders.build_topic("Buses by night")
        for words in ("Ferries & <locks>", "Buses"):
            html = choose(editor_client, "topic", q=words)
            assert f"Create “{escape(words)}”" in html
            assert f'data-create-from-search="{escape(json.dumps({"title": words}))}"' in html
        assert "Create “" not in choose(editor_client, "topic")
        client = Client()
        client.force_login(make_user("Contributors"))
        assert "Create “" not in choose(client, "topic", q="Ferries")

    def test_it_is_not_for_everybody(self, make_user):
        client = Client()
        client.force_login(make_user("Contributors"))
        assert client.post(reverse("topic_chooser:create"), {"title": "Mine"}).status_code in (302, 403)

    def test_the_form_of_a_post_shows_the_chosen_and_the_most_used(self, editor_client):
        topics = [builders.build_topic(f"Topic {number:02}") for number in range(15)]
        post = builders.build_post(topics=[topics[14]])
        html = editor_client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
        assert html.count(' name="topics"') == 11
        assert "Choose or create topics" in html


class TestEvents:
    @pytest.fixture
    def events(self):
        with time_machine.travel(datetime(2026, 3, 10, tzinfo=UTC), tick=False):
            builders.build_event("High street", starts_at=datetime(2026, 3, 3, 18, tzinfo=UTC), place="Town Hall")
            builders.build_event("Harbour", starts_at=datetime(2026, 4, 3, 18, tzinfo=UTC), status=Status.CANCELLED)
            builders.build_event("Archive", starts_at=datetime(2019, 3, 21, 18, tzinfo=UTC))
            yield

    def test_date_and_state_are_shown_and_the_nearest_is_first(self, editor_client, events):
        html = choose(editor_client, "event")
        assert "Tue 3 Mar 2026, 18:00" in html
        assert "Cancelled" in html
        assert html.index("High street") < html.index("Harbour") < html.index("Archive")

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("march", {"High street", "Archive"}),
            ("Mar 2026", {"High street"}),
            ("3 march 2026", {"High street"}),
            ("2019", {"Archive"}),
            ("cancelled", {"Harbour"}),
            ("past high", {"High street"}),
            ("upcoming", {"Harbour"}),
            ("town hall", {"High street"}),
            ("99999999999", set()),
            ("²", set()),
        ],
    )
    def test_they_are_found_by_title_place_date_and_state(self, editor_client, events, words, found):
        html = choose(editor_client, "event", q=words)
        assert {title for title in ("High street", "Harbour", "Archive") if title in html} == found

    def test_title_day_and_place_make_one(self, editor_client):
        event = EventPage.objects.get(
            pk=created(editor_client, "event", title="Next one", day="2026-07-01", place="Town Hall")
        )
        assert (event.live, event.all_day, event.place) == (False, True, "Town Hall")
        assert event.starts_at == datetime(2026, 6, 30, 23, tzinfo=UTC)
        assert event.ends_at == datetime(2026, 7, 1, 23, tzinfo=UTC)

    def test_what_is_missing_is_asked_for(self, editor_client):
        html = create(editor_client, "event", title="Next one", day="", place="")["htmlFragment"]
        assert html.count("This field is required.") == 2


class TestPublishingTogether:
    """What was created for a page goes out with it."""

    @pytest.fixture
    def ids(self, editor_client):
        topic = created(editor_client, "topic", title="Night buses")
        event = created(editor_client, "event", title="Next one", day="2030-07-01", place="Town Hall")
        return topic, event

    def test_topics_and_events_are_published_with_the_post(self, ids):
        topic, event = ids
        body = [block("event", {"which": "chosen", "page": event, "heading": ""})]
        builders.build_post(topics=[TopicPage.objects.get(pk=topic)], body=body)
        assert TopicPage.objects.get(pk=topic).live
        assert EventPage.objects.get(pk=event).live

    def test_not_with_a_draft_nor_with_another_post(self, ids):
        topic, _event = ids
        builders.build_post(topics=[TopicPage.objects.get(pk=topic)], live=False)
        builders.build_post("Another")
        assert not TopicPage.objects.get(pk=topic).live

    def test_a_draft_made_otherwise_stays_one(self):
        topic = builders.build_topic(live=False)
        builders.build_post(topics=[topic])
        assert not TopicPage.objects.get().live

    def test_what_was_taken_offline_stays_so(self, ids):
        topic = TopicPage.objects.get(pk=ids[0])
        builders.build_post(topics=[topic])
        TopicPage.objects.get(pk=ids[0]).unpublish()
        builders.build_post("Another", topics=[topic])
        assert not TopicPage.objects.get(pk=ids[0]).live

    def test_an_incomplete_one_stays_a_draft_and_the_editor_is_told(self, editor_client, ids):
        event = EventPage.objects.get(pk=ids[1])
        event.place = ""
        event.save_revision(clean=False)
        post = builders.build_post("Report", live=False, event_reported=event)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        editor_client.post(f"{address}?id={post.pk}")
        assert BlogPage.objects.get().live
        assert not EventPage.objects.get(pk=ids[1]).live
        newest = timezone.now() - timedelta(days=1)
        assert BlogPage.objects.get().last_published_at > newest


class TestPageChooser:
    """Wagtail's own, for links in text."""

    @pytest.fixture
    def pages(self):
        for number in range(8):
            builders.build_event(f"Harbour {number}")
            builders.build_post(f"Harbour post {number}")
            builders.build_person("Harbour", f"Master {number}")

    def test_a_search_finds_pages_events_and_people(self, editor_client, pages):
        html = editor_client.get(reverse("wagtailadmin_choose_page_search"), {"q": "harb"}).content.decode()
        for title in ("Harbour 3", "Harbour post 3", "Harbour Master 3"):
            assert f'data-title="{title}"' in html
        event = EventPage.objects.get(title="Harbour 3")
        assert f'data-parent-id="{event.get_parent().pk}"' in html
        assert f'data-url="{event.url}"' in html

    def test_browsing(self, editor_client, pages):
        blog = builders.BlogIndexPage.objects.get()
        answer = editor_client.get(reverse("wagtailadmin_choose_page_child", args=[blog.pk])).json()
        assert 'data-title="Harbour post 3"' in answer["html"]
        assert answer["parent_page_id"] == blog.pk
        assert (
            editor_client.get(reverse("wagtailadmin_choose_page"), {"page_type": "events.EventPage"}).status_code == 200
        )

    def test_it_is_not_for_visitors(self):
        assert Client().get(reverse("wagtailadmin_choose_page")).status_code == 302

    @pytest.mark.parametrize("role", ["Editors", "Contributors", "Administrators"])
    def test_the_cost(self, make_user, pages, django_assert_max_num_queries, role):
        client = Client()
        client.force_login(make_user(role))
        blog = builders.BlogIndexPage.objects.get()
        child = reverse("wagtailadmin_choose_page_child", args=[blog.pk])
        for address in (child, reverse("wagtailadmin_choose_page_search") + "?q=harb"):
            client.get(address)
            with django_assert_max_num_queries(14):
                client.get(address)


@pytest.mark.parametrize(
    "chooser",
    [
        "topic_chooser",
        "event_chooser",
        "person_chooser",
        "wagtailimages_chooser",
        "wagtaildocs_chooser",
        "wagtailsnippetchoosers_events_venue",
    ],
)
def test_the_cost_of_a_chooser(editor_client, django_assert_max_num_queries, chooser):
    topics = [builders.build_topic(f"Topic {number}") for number in range(12)]
    for number in range(12):
        event = builders.build_event(f"Event {number}", topics=topics, venue=builders.build_venue(f"Hall {number}"))
        person = builders.build_person("Ida", f"Quill {number}", topics=topics)
        builders.build_post(f"Post {number}", topics=topics, event_reported=event, authors=[{"person": person}])
        builders.build_document(b"Text.", f"Minutes {number}", filename=f"minutes-{number}.txt")
    for name in ("choose", "choose_results"):
        address = reverse(f"{chooser}:{name}")
        editor_client.get(address)
        for query in ({}, {"q": "i"}):
            with django_assert_max_num_queries(14):
                assert editor_client.get(address, query).status_code == 200


@pytest.mark.parametrize("chooser", ["topic", "event"])
def test_a_contributor_is_told_of_no_draft_of_others(make_user, editor_client, chooser):
    build = {"topic": builders.build_topic, "event": builders.build_event}[chooser]
    hidden, own = build("Hidden", live=False), build("My own", live=False, owner=make_user("Contributors"))
    client = Client()
    client.force_login(own.owner)
    html = choose(client, chooser)
    assert "My own" in html
    assert "Hidden" not in html
    assert "Hidden" not in client.get(reverse(f"{chooser}_chooser:choose")).json()["html"]
    assert "Hidden" in choose(editor_client, chooser)
    address = reverse(f"{chooser}_chooser:chosen", args=[hidden.pk])
    assert (client.get(address).status_code, editor_client.get(address).status_code) == (404, 200)
    address = reverse(f"{chooser}_chooser:chosen_multiple")
    chosen = client.get(address, {"id": [hidden.pk, own.pk, "abc", "9" * 30]}).json()["result"]
    assert [item["title"] for item in chosen] == ["My own"]
