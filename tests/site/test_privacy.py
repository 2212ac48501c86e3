"""Hidden pages show up nowhere: each way of hiding a page, checked on each URL that lists pages."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogPage
from demo.builders import build_event, build_person, build_post, build_topic, quote_block
from events.models import EventPage

pytestmark = pytest.mark.django_db
CANARY = "Canarybird"


def restrict(restriction_type):
    def hide(page):
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=restriction_type, password="secret"
        )
        restriction.groups.set(Group.objects.filter(name="Editors"))

    return hide


def unpublish(page):
    page.unpublish()


def expire(page):
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save_revision().publish()
    type(page).objects.filter(pk=page.pk).update(live=True, expired=False)


def date_in_the_future(page):
    page.date = timezone.now() + timedelta(days=1)
    page.save_revision().publish()


WAYS = {
    "draft": unpublish,
    "expired": expire,
    "password": restrict("password"),
    "login": restrict("login"),
    "group": restrict("groups"),
}


@pytest.fixture
def site(db):
    """A post and an event with the canary in every field, tied to a topic, a person and an open post."""
    topic, person = build_topic("Aviaries"), build_person("Wren", "Field")
    event = build_event(
        f"{CANARY} evening", summary=CANARY, topics=[topic], speakers=[{"person": person, "role": CANARY}]
    )
    post = build_post(
        f"{CANARY} report",
        summary=CANARY,
        strapline=CANARY,
        body=[quote_block(CANARY, person=person, role=CANARY)],
        authors=[{"person": person}],
        topics=[topic],
        tags=[CANARY],
    )
    neighbour = build_post("Neighbour", event_reported=event, date=timezone.now() - timedelta(hours=2), topics=[topic])
    return {"topic": topic, "person": person, "event": event, "post": post, "neighbour": neighbour}


def listing_urls(site) -> list[str]:
    lists = ["/", "/blog/", "/blog/feed/", "/events/", "/people/", "/people/voices/", "/topics/"]
    lists += ["/sitemap.xml", "/no-such-page/", *(f"{site[name].url}feed/" for name in ("topic", "person"))]
    filtered = [
        "/people/voices/?person=wren-field",
        "/blog/?topic=aviaries",
        "/blog/?author=wren-field",
        "/events/?topic=aviaries",
    ]
    searches = [f"/search/?q={CANARY}", f"/search/results.json?q={CANARY}", "/search/results.json?q=wren+field"]
    pages = [site[name].url for name in ("topic", "person", "neighbour")]
    return [*lists, f"/blog/{timezone.now().year}/", *filtered, *searches, *pages]


def leaks(client, site) -> list[str]:
    """Return the URLs whose content has the canary, apart from the search form, which repeats the query."""
    seen = []
    for path in listing_urls(site):
        html = client.get(path).content.decode().replace(f'value="{CANARY}"', "")
        html = html.replace(f'"query": "{CANARY}"', "").replace(f"“{CANARY}”", "").replace(f"q={CANARY}", "")
        if CANARY.lower() in html.lower():
            seen.append(path)
    return seen


def test_the_canary_is_seen_while_it_is_public(client, site):
    seen = leaks(client, site)
    for path in ("/", "/blog/", "/blog/feed/", "/events/", "/sitemap.xml", "/people/voices/"):
        assert path in seen
    for path in (site["topic"].url, site["person"].url, f"{site['topic'].url}feed/", f"{site['person'].url}feed/"):
        assert path in seen


@pytest.mark.parametrize("way", WAYS)
def test_hidden_pages_are_seen_nowhere(client, site, way):
    for name, model in (("post", BlogPage), ("event", EventPage)):
        WAYS[way](model.objects.get(pk=site[name].pk))
    assert leaks(client, site) == []


def test_a_post_dated_in_the_future_is_seen_nowhere(client, site):
    site["event"].unpublish()
    date_in_the_future(BlogPage.objects.get(pk=site["post"].pk))
    assert leaks(client, site) == []


@pytest.mark.parametrize("way", WAYS)
def test_hidden_pages_do_not_answer_at_their_address(client, site, way):
    for name, model in (("post", BlogPage), ("event", EventPage)):
        WAYS[way](model.objects.get(pk=site[name].pk))
        response = client.get(site[name].url, follow=True)
        assert CANARY not in response.content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_hidden_people_and_topics_have_no_page_and_are_not_listed(client, site, way):
    for name in ("person", "topic"):
        WAYS[way](site[name])
    for path in ("/people/", "/topics/", "/sitemap.xml"):
        html = client.get(path).content.decode()
        assert "wren-field" not in html
        assert "aviaries" not in html.lower()
    found = client.get("/search/results.json?q=aviaries").json()
    assert {result["type"] for result in found["results"]} <= {"post", "event"}


def test_a_private_parent_hides_all_below_it(client, site):
    restrict("login")(site["post"].get_parent())
    site["event"].unpublish()
    assert leaks(client, site) == []
