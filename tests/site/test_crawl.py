"""A crawl of the demo site: every link is followed, and every page is checked."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from blog.models import BlogIndexPage, BlogPage
from events.models import EventPage
from publications.models import PublicationPage
from tests.events.ical_js import read_calendars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

#: Queries that an uncached page may cost, by type; ``CEILING`` for the others. A post finds related ones by two
#: (docs/decisions/0012-related-posts.md).
CEILINGS = {"BlogPage": 13, "BlogIndexPage": 15}
CEILING = 20
#: And what a post costs more that is about a publication: the publication, and its cover.
FOR_PUBLICATIONS = 2


class Document(HTMLParser):
    """What a crawl asks of a page: its HTML, and the links, headings, images and landmarks in it."""

    def __init__(self, html: str):
        super().__init__()
        self.html = html
        self.links: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.images_without_alt: list[dict] = []
        self.landmarks: list[str] = []
        self.language: str | None = None
        self.regions: list[str] = []
        self.table_parts_with_roles: list[str] = []
        self.times: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag in {"a", "link"} and attributes.get("href"):
            self.links.append(attributes["href"])
        elif tag in {"img", "script"} and "src" in attributes:
            self.links.append(attributes["src"])
        if tag == "img" and "alt" not in attributes:
            self.images_without_alt.append(attributes)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.levels.append(int(tag[1]))
        if tag in {"header", "main", "footer", "nav"}:
            self.landmarks.append(tag)
        if attributes.get("aria-label") and (tag in {"section", "aside", "nav"} or attributes.get("role") == "region"):
            self.regions.append(attributes["aria-label"])
        if tag in {"table", "thead", "tbody", "tr", "th", "td"} and "role" in attributes:
            self.table_parts_with_roles.append(tag)
        if tag == "time" and "datetime" in attributes:
            self.times.append(attributes["datetime"])
        if tag == "html":
            self.language = attributes.get("lang")
        assert "style" not in attributes, f"inline style on <{tag}>"
        assert not any(name.startswith("on") for name in attributes), f"inline script on <{tag}>"


def internal(url: str, base: str) -> str | None:
    """Return the path of an address of this site, None of any other."""
    parts = urlsplit(urljoin(f"http://testserver{base}", url))
    if parts.scheme not in {"http", "https"} or parts.hostname not in {"testserver", "127.0.0.1"}:
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


@pytest.fixture(scope="module")
def crawl(demo, django_db_blocker) -> dict[str, tuple]:
    """Follow every link from the home page; return status, type and document of each address."""
    client, answers, waiting = Client(), {}, ["/", "/sitemap.xml", "/blog/feed/", "/search/?q=river"]
    with django_db_blocker.unblock():
        while waiting:
            path = waiting.pop()
            # Static files are the browser tests' business: their names differ between environments.
            if path in answers or path.startswith(("/static/", "/admin/")):
                continue
            response = client.get(path)
            kind = response.headers.get("Content-Type", "").split(";")[0]
            html = response.content.decode() if kind == "text/html" else ""
            answers[path] = (response.status_code, kind, Document(html))
            found = (internal(link, path) for link in answers[path][2].links)
            # Filters combine without end: those of filtered lists are not followed further.
            waiting += [link for link in found if link and not ("?" in link and "?" in path)]
    return answers


def documents(crawl):
    return {path: document for path, (_status, kind, document) in crawl.items() if kind == "text/html"}


def test_no_link_is_broken(crawl):
    assert {path: status for path, (status, _kind, _document) in crawl.items() if status != 200} == {}


def test_every_live_page_is_linked_from_somewhere(crawl):
    pages = {page.url for page in Page.objects.live().filter(depth__gt=1)}
    assert pages - crawl.keys() == set()


def test_every_page_has_one_h1_and_headings_in_order(crawl):
    for path, document in documents(crawl).items():
        assert document.levels.count(1) == 1, path
        steps = zip(document.levels, document.levels[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), (path, document.levels)


def test_every_page_has_its_landmarks_and_language(crawl):
    for path, document in documents(crawl).items():
        assert document.language == "en-gb", path
        assert {"header", "main", "footer", "nav"} <= set(document.landmarks), path


def test_ids_are_unique_and_images_have_alternatives(crawl):
    for path, document in documents(crawl).items():
        assert len(document.ids) == len(set(document.ids)), path
        assert not document.images_without_alt, path


def test_regions_have_names_of_their_own(crawl):
    for path, document in documents(crawl).items():
        assert len(document.regions) == len(set(document.regions)), path


def test_tables_and_times_are_valid(crawl):
    """As the Nu checker wants them: parts of a table have no roles, and times no microseconds."""
    for path, document in documents(crawl).items():
        assert document.table_parts_with_roles == [], path
        for time in document.times:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d([+-]\d\d:\d\d))?", time), (path, time)


def test_calendars_are_right_for_readers_that_know_no_time_zones(crawl, client):
    """All of them, as ical.js reads them by the zones that each file holds."""
    paths = [path for path, (_status, kind, _document) in crawl.items() if kind == "text/calendar"]
    assert len(paths) > 8
    calendars = read_calendars([client.get(path).content.decode() for path in paths])
    events = {str(event.uid): event for event in EventPage.objects.live()}
    for path, found in zip(paths, calendars, strict=True):
        for entry in found:
            event = events[entry["uid"]]
            moments = [event.starts_at, event.ends_at]
            expected = [moment.timestamp() * 1000 for moment in moments]
            if event.all_day:
                expected = [event.first_day.isoformat(), event.day_after.isoformat()]
            assert [entry["start"], entry["end"]] == expected, path


def test_nothing_is_requested_from_elsewhere(crawl):
    for path, document in documents(crawl).items():
        assert 'src="http' not in document.html.replace('src="http://testserver', ""), path


def count_queries(client, url: str) -> int:
    """Count what a page costs in a process that has served others, and whose images have been made ready.

    The ``crawl`` does both: a test that counts asks for it, so that it counts the same when it runs alone.
    """
    for cache in caches.all():
        cache.clear()
    # Every process asks for this once an hour, not for each page.
    Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


@pytest.mark.usefixtures("crawl")
@pytest.mark.parametrize("model", [BlogPage, BlogIndexPage], ids=lambda model: model.__name__)
def test_pages_keep_below_their_ceiling_of_queries(client, model):
    for page in model.objects.live():
        cost = count_queries(client, page.url)
        shown = PublicationPage.objects.filter(post_links__post=page.pk).exists()
        assert cost <= CEILINGS[model.__name__] + (FOR_PUBLICATIONS if shown else 0), page.url


def test_all_other_pages_keep_below_theirs(crawl, client):
    pages = Page.objects.live().filter(depth__gt=1).specific()
    costs = {page.url: count_queries(client, page.url) for page in pages if type(page).__name__ not in CEILINGS}
    assert {url: cost for url, cost in costs.items() if cost > CEILING} == {}


def test_canonical_and_open_graph(client):
    post = BlogPage.objects.live().first()
    html = client.get(post.url).content.decode()
    assert f'<link rel="canonical" href="{post.full_url}"' in html
    for name in ("og:title", "og:description", "og:url", "og:type", "og:site_name"):
        assert f'property="{name}"' in html
