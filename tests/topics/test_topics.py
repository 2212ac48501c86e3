"""Topics and their subtopics."""

from datetime import timedelta

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from demo.builders import build_event, build_person, build_post, build_topic, quote_block
from tests.responses import section_items
from topics.models import TopicPage

pytestmark = pytest.mark.django_db


def test_a_subtree_is_a_topic_and_all_below_it(django_assert_num_queries):
    homes = build_topic("Homes")
    rents = build_topic("Rents", parent_topic=homes)
    arrears = build_topic("Arrears", parent_topic=rents)
    build_topic("Buses")
    with django_assert_num_queries(1):
        assert TopicPage.objects.get_subtree_ids(homes.pk) == {homes.pk, rents.pk, arrears.pk}
    assert arrears.subtree_ids == {arrears.pk}


def test_a_topic_is_no_part_of_itself_or_of_its_parts():
    homes = build_topic("Homes")
    rents = build_topic("Rents", parent_topic=homes)
    for impossible in (homes, rents):
        homes.parent = impossible
        with pytest.raises(ValidationError, match="part of itself"):
            homes.full_clean()
    rents.full_clean()


def test_a_topic_lists_what_belongs_to_it_and_to_its_parts(client):
    homes = build_topic("Homes")
    rents = build_topic("Rents", parent_topic=homes)
    said = [quote_block("Said.", name="Guest")]
    post = build_post("A report", topics=[rents, homes], body=said)
    soon = build_event("Soon", topics=[rents])
    over = build_event("Over", topics=[rents], starts_at=timezone.now() - timedelta(days=9))
    person = build_person(topics=[rents])
    build_post("Elsewhere", topics=[build_topic("Buses")])
    for topic in (homes, rents):
        context = client.get(topic.url).context
        found = [section_items(context, key) for key in ("post", "event", "past", "person")]
        assert found == [[post], [soon], [over], [person]]
        assert [quote.text for quote in section_items(context, "quote")] == ["Said."]
    assert client.get(homes.url).context["subtopics"] == [rents]
    assert client.get(rents.url).context["parent_topic"] == homes
    assert not client.get(rents.url).context["subtopics"]


def test_a_draft_part_is_not_named(client):
    homes = build_topic("Homes")
    build_topic("Rents", parent_topic=homes, live=False)
    assert "Rents" not in client.get(homes.url).content.decode()


def test_one_list_alone_by_pages(client):
    topic = build_topic()
    for number in range(23):
        build_post(f"Post {number:02}", topics=[topic], date=timezone.now() - timedelta(hours=number + 1))
    response = client.get(topic.url)
    assert len(section_items(response, "post")) == 10
    assert 'href="?type=post"' in response.content.decode()
    response = client.get(topic.url, {"type": "post", "page": 2})
    assert [post.title for post in section_items(response, "post")] == ["Post 20", "Post 21", "Post 22"]
    assert not section_items(response, "quote")


def test_the_list_of_topics_counts_what_each_page_lists(client):
    homes = build_topic("Homes")
    rents = build_topic("Rents", parent_topic=homes)
    arrears = build_topic("Arrears", parent_topic=rents)
    build_post("One", topics=[arrears, homes])
    build_post("Two", topics=[rents])
    build_post("Draft", topics=[rents], live=False)
    listed = client.get("/topics/").context["topics"]
    assert [(topic.title, topic.level, topic.post_count) for topic in listed] == [
        ("Homes", 0, 2),
        ("Rents", 1, 2),
        ("Arrears", 2, 1),
    ]


def test_topics_that_are_parts_of_each_other_are_not_lost(client):
    homes, rents = build_topic("Homes"), build_topic("Rents")
    TopicPage.objects.filter(pk=homes.pk).update(parent=rents)
    TopicPage.objects.filter(pk=rents.pk).update(parent=homes)
    assert len(client.get("/topics/").context["topics"]) == 2
    assert client.get(homes.url).status_code == 200


def test_has_a_feed_of_its_posts_and_those_of_its_parts(client):
    homes = build_topic("Homes")
    build_post("In a part", topics=[build_topic("Rents", parent_topic=homes)])
    build_post("Elsewhere")
    feed = feedparser.parse(client.get(f"{homes.url}feed/").content)
    assert feed.bozo == 0
    assert [entry.title for entry in feed.entries] == ["In a part"]
    assert f'href="{homes.url}feed/"' in client.get(homes.url).content.decode()


def test_a_private_topic_has_no_public_feed(client):
    topic = build_topic()
    PageViewRestriction.objects.create(page=topic, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"{topic.url}feed/").status_code == 302


def test_costs_the_same_whatever_it_lists(client, django_assert_max_num_queries):
    homes = build_topic("Homes")
    rents = build_topic("Rents", parent_topic=homes)
    for number in range(12):
        person = build_person("P", f"Number {number}", topics=[rents])
        said = [quote_block("Said.", person=person)]
        build_post(f"Post {number}", topics=[rents], authors=[{"person": person}], body=said)
        build_event(f"Event {number}", topics=[rents])
        build_event(f"Past {number}", topics=[rents], starts_at=timezone.now() - timedelta(days=number + 2))
    url = homes.url  # Wagtail looks the addresses of sites up once an hour
    with django_assert_max_num_queries(14):
        client.get(url)
