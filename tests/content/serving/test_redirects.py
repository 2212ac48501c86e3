"""Redirects lead only to what the visitor may open."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from blog.models import BlogPage
from demo.builders import build_event, build_person, build_post, build_series, build_topic, publish
from events.models import EventIndexPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    post = build_post("A quiet merger", slug="a-quiet-merger")
    Redirect.objects.create(old_path="/old", redirect_page=post)
    return post


def test_a_published_page_is_the_target(client, post):
    response = client.get("/old/?utm_source=x")
    assert (response.status_code, response.headers["Location"]) == (301, post.url)


def test_a_temporary_redirect_stays_one(client, post):
    Redirect.objects.update(is_permanent=False)
    assert client.get("/old/").status_code == 302


@pytest.mark.parametrize(
    "values",
    [
        {"live": False},
        {"expire_at": timezone.now() - timedelta(hours=1)},
        {"date": timezone.now() + timedelta(days=1)},
    ],
    ids=["draft", "expired", "future"],
)
def test_a_hidden_page_is_not(client, post, values):
    BlogPage.objects.filter(pk=post.pk).update(**values)
    response = client.get("/old/")
    assert (response.status_code, response.headers.get("Location")) == (404, None)


def test_a_private_page_is_one_for_those_who_may_open_it(client, post):
    PageViewRestriction.objects.create(page=post, restriction_type="password", password="secret")
    assert client.get("/old/").status_code == 404
    restriction = PageViewRestriction.objects.get()
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{post.pk}/", {"password": "secret", "return_url": post.url}
    )
    assert client.get("/old/").headers["Location"] == post.url


def test_an_address_that_a_browser_would_run_is_no_target(client):
    Redirect.objects.create(old_path="/away", redirect_link="https://example.org/")
    Redirect.objects.create(old_path="/run", redirect_link="javascript:alert(1)")
    assert client.get("/away/").headers["Location"] == "https://example.org/"
    assert client.get("/run/").status_code == 404


@pytest.fixture
def change_slug(django_capture_on_commit_callbacks):
    def change_slug(page, slug: str) -> None:
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):  # Wagtail writes its redirects then
            publish(page)

    return change_slug


class TestWhatHangsBelowAPage:
    """Subscriptions are to addresses below a page, which nobody opens who could follow it by hand."""

    @pytest.fixture
    def pages(self):
        topic, series, person = build_topic(slug="old-topic"), build_series(slug="old-series"), build_person()
        event = build_event("Old talk", slug="old-talk", topics=[topic], series=series, speakers=[{"person": person}])
        return {"topic": topic, "series": series, "person": person, "event": event}

    @pytest.mark.parametrize(
        ("name", "below"),
        [
            ("topic", "calendar.ics"),
            ("topic", "feed/"),
            ("series", "calendar.ics"),
            ("person", "calendar.ics"),
            ("person", "feed/"),
            ("event", "event.ics"),
        ],
    )
    def test_it_follows_a_renamed_page(self, client, change_slug, pages, name, below):
        page = pages[name]
        old = page.url
        for slug in ("second-name", "third-name"):
            change_slug(page, slug)
        page.refresh_from_db()
        response = client.get(f"{old}{below}?utm_source=x")
        assert (response.status_code, response.headers["Location"]) == (301, f"{page.url}{below}?utm_source=x")
        assert client.get(f"{page.url}{below}").status_code == 200

    def test_it_follows_a_page_whose_parent_was_renamed(self, client, change_slug, pages):
        change_slug(pages["event"].get_parent().specific, "diary")
        for address in ("calendar.ics", "month/", "old-talk/event.ics", "old-series/calendar.ics"):
            response = client.get(f"/events/{address}")
            assert (response.status_code, response.headers["Location"]) == (301, f"/diary/{address}")

    def test_it_follows_a_page_that_was_moved(self, client, pages):
        home = pages["event"].get_parent().get_parent()
        other = home.add_child(instance=EventIndexPage(title="Archive", slug="archive", summary="Old ones."))
        pages["event"].move(other, pos="last-child")
        response = client.get("/events/old-talk/event.ics")
        assert (response.status_code, response.headers["Location"]) == (301, "/archive/old-talk/event.ics")

    def test_what_the_page_does_not_have_is_not_found(self, client, change_slug, pages):
        change_slug(pages["topic"], "new-topic")
        for below in ("event.ics", "nothing/", "feed/more/"):
            assert client.get(f"/topics/old-topic/{below}").status_code == 404

    def test_a_hidden_page_is_not_told(self, client, change_slug, pages):
        change_slug(pages["event"], "secret-name")
        PageViewRestriction.objects.create(page=pages["event"], restriction_type="password", password="secret")
        assert client.get("/events/old-talk/event.ics").status_code == 404
