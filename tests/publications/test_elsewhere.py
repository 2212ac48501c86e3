"""Where publications show without any other app knowing of them: sections, quotes, feeds, related pages."""

from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from demo.builders import (
    build_event,
    build_person,
    build_post,
    build_publication,
    build_topic,
    publish,
    quote_block,
)
from home.models import HomePage
from publications.models import PublicationIndexPage, PublicationPage
from tests.responses import section_items

pytestmark = pytest.mark.django_db


def shown(client, url: str) -> list[str]:
    return [publication.title for publication in section_items(client.get(url), "publication")]


def feed_titles(client, page) -> list[str]:
    return [entry.title for entry in feedparser.parse(client.get(f"{page.url}feed/").content).entries]


def test_a_topic_lists_those_of_its_branch(client):
    housing = build_topic("Housing")
    rents = build_topic("Rents", parent_topic=housing)
    first = build_publication("On rents", topics=[rents], date=date(2025, 3, 1))
    build_publication("On nothing")
    assert shown(client, housing.url) == shown(client, rents.url) == ["On rents"]
    build_publication("On rents again", topics=[rents], supersedes=first)
    assert shown(client, housing.url) == ["On rents again"]


def test_a_topic_shows_all_of_them_page_by_page(client):
    topic = build_topic("Rents")
    for day in range(1, 25):
        build_publication(f"Day {day}", topics=[topic], date=date(2025, 3, day))
    response = client.get(topic.url)
    assert len(section_items(response, "publication")) == 3
    assert 'href="?type=publication"' in response.content.decode()
    assert shown(client, f"{topic.url}?type=publication&page=2") == ["Day 4", "Day 3", "Day 2", "Day 1"]


def test_a_person_lists_what_they_wrote_and_edited_in_every_edition(client):
    ana = build_person("Ana", "Silva")
    first = build_publication("Written", authors=[{"person": ana}], date=date(2025, 3, 1))
    build_publication("Revised by others", supersedes=first, authors=[{"name": "Zoe"}])
    build_publication("Edited", editors=[{"person": ana}], date=date(2025, 4, 1))
    build_publication("Draft", authors=[{"person": ana}], live=False)
    assert shown(client, ana.url) == ["Edited", "Written"]
    assert "Superseded" in client.get(ana.url).content.decode()
    assert feed_titles(client, ana) == ["Edited", "Written"]


def test_quotes_of_a_publication_stand_on_the_speakers_page_and_among_the_voices(client):
    ana, topic = build_person("Ana", "Silva"), build_topic("Rents")
    body = [quote_block("We lost the key.", person=ana, role="Keeper")]
    study = build_publication("Rents in full", body=body, topics=[topic])
    for url in (ana.url, topic.url, "/people/voices/"):
        html = client.get(url).content.decode()
        assert "We lost the key." in html, url
        assert f'href="{study.url}#quote-{body[0]["id"]}"' in html, url
    study.unpublish()
    assert "We lost the key." not in client.get("/people/voices/").content.decode()


def test_the_home_page_shows_the_newest_and_leads_to_all(client):
    assert shown(client, "/") == []
    for day in range(1, 6):
        build_publication(f"Day {day}", date=date(2025, 3, day))
    assert shown(client, "/") == ["Day 5", "Day 4", "Day 3"]
    assert '<a href="/publications/">All publications</a>' in client.get("/").content.decode()


def test_an_event_shows_what_was_launched_there(client, django_assert_num_queries):
    event = build_event("The launch")
    assert shown(client, event.url) == []
    build_publication("Launched", launched_at=event), build_publication("Not launched")
    draft = build_publication("Draft", launched_at=event, live=False)
    assert shown(client, event.url) == ["Launched"]
    assert "Launched here" in client.get(event.url).content.decode()
    publish(draft)
    assert shown(client, event.url) == ["Draft", "Launched"]


def test_a_post_shows_the_publication_that_it_is_about(client):
    post, other = build_post("About it"), build_post("About something else")
    build_publication("The study", posts=[post])
    assert shown(client, post.url) == ["The study"]
    assert shown(client, other.url) == []


def test_feeds_of_topics_hold_posts_and_publications_by_date(client):
    topic = build_topic("Rents")
    build_publication("Study", topics=[topic], date=date(2025, 3, 2))
    for day in (1, 3):
        moment = build_post(f"Post {day}", topics=[topic]).date.replace(year=2025, month=3, day=day)
        post = topic.posts.get(title=f"Post {day}")
        post.date = moment
        publish(post)
    assert feed_titles(client, topic) == ["Post 3", "Study", "Post 1"]


class TestRelated:
    def titles(self, page) -> list[str]:
        served = PublicationPage.for_serving().get(pk=page.pk)
        return [other.title for other in served.get_related()]

    def test_what_says_most_stands_first(self):
        event, ana, topic = build_event(), build_person("Ana", "Silva"), build_topic("Rents")
        study = build_publication("Ferries", launched_at=event, topics=[topic], editors=[{"person": ana}])
        build_publication("On the topic", topics=[topic])
        build_publication("By her", authors=[{"person": ana}])
        build_publication("At the event", launched_at=event)
        assert self.titles(study) == ["At the event", "By her", "On the topic"]

    def test_nothing_shared_is_nothing_shown(self):
        study = build_publication("Ferries", summary="Boats.")
        build_publication("Bakers", summary="Bread.")
        assert self.titles(study) == []

    def test_other_editions_of_the_same_work_are_not_among_them(self):
        topic = build_topic("Rents")
        first = build_publication("First", topics=[topic])
        second = build_publication("Second", topics=[topic], supersedes=first)
        other = build_publication("Other", topics=[topic])
        assert self.titles(first) == self.titles(second) == ["Other"]
        assert self.titles(other) == ["Second"]


CANARY = "Canarybird"


def postpone(page):
    page.date = timezone.localdate() + timedelta(days=1)
    publish(page)


def expire(page):
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


WAYS = {
    "draft": lambda page: page.unpublish(),
    "dated in the future": postpone,
    "expired": expire,
    "restricted": restrict,
    "below a restricted page": lambda page: restrict(page.get_parent()),
}


@pytest.mark.parametrize("way", [None, *WAYS])
def test_what_visitors_may_not_see_is_shown_nowhere(client, way):
    person, topic, event, post = build_person(), build_topic("Aviaries"), build_event(), build_post("About it")
    shared = {"topics": [topic], "authors": [{"person": person}]}
    older = build_publication("Older", **shared, date=date(2025, 3, 1))
    beside = build_publication("Beside", **shared, date=date(2025, 3, 1))
    hidden = build_publication(
        CANARY,
        summary=CANARY,
        supersedes=older,
        launched_at=event,
        posts=[post],
        editors=[{"person": person, "role": CANARY}],
        body=[quote_block(CANARY, person=person, role=CANARY)],
        **shared,
    )
    places = ["/", "/publications/", "/publications/?topic=aviaries", "/publications/feed/", "/people/voices/"]
    places += [older.url, beside.url, topic.url, person.url, event.url, post.url]
    places += [f"{topic.url}feed/", f"{person.url}feed/"]
    if way:
        WAYS[way](PublicationPage.objects.get(pk=hidden.pk))
    seen = [url for url in places if CANARY in client.get(url, follow=True).content.decode()]
    assert seen == ([] if way else places)
    assert (hidden.url in client.get("/sitemap.xml").content.decode()) == (not way)


def test_the_list_stands_in_the_menu_after_the_others(client):
    menu = [page.slug for page in client.get("/").context["navigation"]]
    assert menu == ["blog", "events", "people", "topics", "publications"]
    assert HomePage.objects.get().numchild == len(menu)
    assert PublicationIndexPage.objects.get().get_parent().specific == HomePage.objects.get()
