"""Hostile input: every public URL answers any query, path and method, and never with 500."""

import pytest
from django.test import Client

from blog.models import BlogIndexPage, BlogPage
from content import feeds
from events.models import EventIndexPage, EventPage
from people.models import PersonIndexPage, PersonPage
from topics.models import TopicPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

PATHS = [
    "/",
    "/blog/",
    "/blog/2026/",
    "/blog/feed/",
    "/events/",
    "/events/month/",
    "/events/calendar.ics",
    "/people/",
    "/people/voices/",
    "/topics/",
    "/search/",
    "/search/results.json",
    "/search/results.atom",
    "/search/suggest.json",
    "/search/opensearch.xml",
    "/search/opensearch-suggestions.json",
    "/sitemap.xml",
    "/robots.txt",
    "/theme.css",
    "/favicon.ico",
    "/apple-touch-icon.png",
    "/blog/tag/nothing/",
    "/health/live/",
    "/health/ready/",
    "/about/",
    "/no-such-page/",
]
PARAMETERS = ["q", "page", "page_size", "topic", "author", "person", "year", "month", "type", "sort", "v", "nonsense"]
#: Which parameters each address reads: those are tried alone too, so that one refusal cannot hide another's fault.
READ_BY = {
    "/blog/": ["topic", "author", "year", "month", "page"],
    "/events/": ["topic", "series", "person", "mode", "year", "page"],
    "/events/month/": ["topic", "series", "person", "mode"],
    "/people/": ["letter", "organisation", "topic", "page"],
    "/people/voices/": ["person", "topic", "year", "page"],
    "/search/": ["q", "type", "topic", "person", "year", "page"],
    "/search/results.json": ["q", "type", "topic", "person", "year", "page", "page_size", "sort", "verbatim"],
    "/search/results.atom": ["q", "type", "topic", "person", "year", "page", "page_size", "sort", "verbatim"],
    "/search/suggest.json": ["q"],
    "/search/opensearch-suggestions.json": ["q"],
}
VALUES = [
    *("", "%00", "a%00b", "abc", "0", "-1", "999", "1e9", "99999999999999999999", "1.5", "NaN", "0001", "2026", "13"),
    *(
        "%F0%9F%90%9F",
        "%FF%FE",
        "%E2%80%AE",
        "%27%22%3B--",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "%0d%0aX-Injected:%201",
    ),
    *("..%2F..%2Fetc%2Fpasswd", "%22unclosed", "-", "!%26|():*", "OR", "%5C", "%25", "_", "x" * 20_000),
]
BAD_PATHS = [
    "/%00/",
    "/blog/%00/",
    "/blog/..%2f..%2f/",
    "/blog//",
    "/BLOG/",
    "/blog/99999/",
    "/blog/0000/",
    "/blog/2026/0/",
    "/blog/2026/99/",
    "/%FF/",
    "/media/%00",
    "/media/../../x",
    "/media/",
    "/documents/999999/x.pdf",
    "/documents/abc/x",
    "/%F0%9F%90%9F/",
    "/.git/config",
    "/blog/feed/feed/",
    "/events/month/2026/13/",
    "/events/month/0000/1/",
    "/events/month/99999/1/",
    "/events/calendar.ics/",
    "/events/no-such-event/event.ics",
    "/blog/calendar.ics",
    "/theme.css/",
    "/.well-known/x",
]
BAD_PATHS += ["/" + "a" * 5000 + "/", "/" + "a/" * 500]


def pages_of_the_demo() -> list[str]:
    return [model.objects.live().first().url for model in (BlogPage, EventPage, PersonPage, TopicPage)]


def check(client, address: str) -> None:
    response = client.get(address)
    assert response.status_code in {200, 400, 404}, address[:200]
    assert "X-Injected" not in response.headers
    if response.headers["Content-Type"].startswith("text/html"):
        assert b"<script>alert(1)" not in response.content


@pytest.fixture(scope="module", autouse=True)
def _short_lists():
    """Lists of three: what is asked here is how they read their parameters, and there are more pages to turn."""
    lengths = {
        BlogIndexPage: ["posts_per_page"],
        EventIndexPage: ["past_events_per_page"],
        PersonIndexPage: ["people_per_page", "quotes_per_page"],
        feeds: ["MAX_ENTRIES"],
    }
    with pytest.MonkeyPatch.context() as patch:
        for owner, names in lengths.items():
            for name in names:
                patch.setattr(owner, name, 3)
        yield


@pytest.fixture(scope="module", autouse=True)
def _pictures(_short_lists, demo, django_db_blocker):
    """Make the pictures of all these pages once: each test would make them anew, as it rolls back what it did."""
    with django_db_blocker.unblock():
        for path in [*PATHS, *pages_of_the_demo()]:
            Client().get(path)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value[:20])
def test_any_value_of_all_parameters(client, value):
    query = "&".join(f"{name}={value}" for name in PARAMETERS)
    for path in [*PATHS, *pages_of_the_demo()]:
        check(client, f"{path}?{query}")


@pytest.mark.parametrize("path", READ_BY)
def test_any_value_of_each_parameter_that_is_read(client, path):
    for parameter in READ_BY[path]:
        others = "&q=river" if parameter != "q" else ""
        for value in VALUES:
            check(client, f"{path}?{parameter}={value}{others}")


@pytest.mark.parametrize("path", BAD_PATHS, ids=lambda path: path[:30])
def test_any_path(client, path):
    assert client.get(path).status_code in {301, 400, 404}


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options", "head"])
def test_any_method(client, method):
    for path in [*PATHS, *pages_of_the_demo()]:
        assert getattr(client, method)(path).status_code < 500, path


def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/", SERVER_NAME="evil.example").status_code == 400
