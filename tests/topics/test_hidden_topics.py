"""Topics that visitors may not see are named on no page, and appear once they are public."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from demo.builders import build_event, build_person, build_post, build_publication, build_topic, publish
from topics.models import TopicIndexPage, TopicPage

pytestmark = pytest.mark.django_db

BUILDERS = [build_post, build_event, build_publication, build_person]


def restrict(topic):
    PageViewRestriction.objects.create(page=topic, restriction_type="login")


def restrict_list(topic):
    PageViewRestriction.objects.create(page=TopicIndexPage.objects.get(), restriction_type="login")


def expire(topic):
    TopicPage.objects.filter(pk=topic.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


WAYS = {"unpublished": lambda topic: topic.unpublish(), "private": restrict, "below": restrict_list, "expired": expire}


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
@pytest.mark.parametrize("hide", WAYS.values(), ids=WAYS)
def test_no_page_names_a_hidden_topic(client, build, hide):
    topic = build_topic("Otters")
    page = build(topics=[topic])
    assert "Otters" in client.get(page.url).content.decode()
    hide(topic)
    page = type(page).objects.get(pk=page.pk)
    assert (page.topic_list, page.topic_ids) == ([], [topic.pk])
    html = client.get(page.url).content.decode()
    assert "Otters" not in html
    assert "/topics/otters/" not in html


def search(client, query: str = "report") -> dict:
    return client.get("/search/results.json", {"q": query}).json()


def test_results_name_a_topic_only_while_it_is_public(client):
    topic = build_topic("Otters", live=False)
    build_post("A report", topics=[topic])
    assert search(client)["results"][0]["topics"] == []
    assert search(client, "otters")["total"] == 0
    publish(topic)
    assert search(client)["results"][0]["topics"] == ["Otters"]
    assert {result["type"] for result in search(client, "otters")["results"]} == {"post", "topic"}
    restriction = PageViewRestriction.objects.create(page=topic, restriction_type="login")
    assert search(client)["results"][0]["topics"] == []
    assert search(client, "otters")["total"] == 0
    restriction.delete()
    assert search(client)["results"][0]["topics"] == ["Otters"]
    expire(topic)
    assert search(client)["results"][0]["topics"] == []


def test_a_filter_by_a_hidden_topic_finds_nothing(client):
    topic = build_topic("Otters", slug="otters")
    build_post("A report", topics=[topic])
    address = "/search/results.json?q=report&topic=otters"
    assert client.get(address).json()["total"] == 1
    topic.unpublish()
    assert client.get(address).json()["total"] == 0


def test_the_feed_and_the_calendar_leave_it_out(client):
    topics = [build_topic("Otters", live=False), build_topic("Ferries")]
    build_post(topics=topics)
    build_event(topics=topics)
    for address in ("/blog/feed/", "/events/calendar.ics"):
        text = client.get(address).content.decode()
        assert "Ferries" in text
        assert "Otters" not in text


def test_a_page_lists_more_topics_in_the_same_number_of_queries(client, django_assert_max_num_queries):
    post = build_post(topics=[build_topic(f"Topic {number}") for number in range(8)])
    client.get(post.url)
    with django_assert_max_num_queries(13):
        client.get(post.url)
