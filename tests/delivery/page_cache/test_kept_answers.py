"""Answers outlast the generation that they were made in, if what they read is the same. Every other change shows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from blog.models import BlogPage
from core.generation import empty_local_caches, follow
from core.shared_counter import SharedCounter
from delivery.generation import raise_generation
from demo.builders import (
    block,
    build_event,
    build_image,
    build_person,
    build_post,
    build_topic,
    paragraph_block,
    quote_block,
)
from demo.drawing import draw_portrait
from events.models import EventPage
from home.models import SiteSettings
from media.models import CustomImage
from people.models import PersonPage

pytestmark = pytest.mark.django_db

PAGES = {
    "post": "/blog/otters/",
    "home": "/",
    "posts": "/blog/",
    "posts of a topic": "/blog/?topic=rivers",
    "year": "/blog/2026/",
    "feed": "/blog/feed/",
    "event": "/events/a-walk/",
    "events": "/events/",
    "calendar": "/events/calendar.ics",
    "topic": "/topics/rivers/",
    "topics": "/topics/",
    "person": "/people/ada-quill/",
    "people": "/people/",
    "sitemap": "/sitemap.xml",
}


@pytest.fixture
def site(tmp_path):
    topic = build_topic("Rivers")
    person, speaker = build_person("Ada", "Quill", topics=[topic]), build_person("Grace", "Nib")
    picture, inner = (build_image(lambda: draw_portrait(1), f"P{n}", "A print", filename=f"p{n}.jpg") for n in "12")
    event = build_event("A walk", speakers=[{"person": person}], topics=[topic])
    build_post(
        "Otters",
        date=timezone.now().replace(year=2026, month=1, day=1),
        authors=[{"person": person}],
        topics=[topic],
        hero_image=picture,
        body=[
            paragraph_block(f'<p>See <a linktype="page" id="{event.pk}">the walk</a>.</p>'),
            quote_block("Nobody counts the boats.", person=speaker, role="Harbour master"),
            block("image", {"image": inner.pk, "caption": ""}),
        ],
    )
    counter = SharedCounter(tmp_path / "generation")
    follow(counter)
    yield Visitor(counter)
    follow(None)


class Visitor:
    """Asks a process for pages. It is told of changes, as the triggers tell it once they are committed."""

    def __init__(self, counter: SharedCounter) -> None:
        self._counter, self._client = counter, Client()

    def change(self) -> None:
        self._counter.raise_to(self._counter.value + 1)
        empty_local_caches()

    def get(self, path: str, **headers: str) -> tuple[int, str, bool]:
        """Return the status, the page, and whether it was sent again without being rendered."""
        response = self._client.get(path, headers=headers)
        text = b"".join(response).decode() if response.streaming else response.content.decode()
        return response.status_code, text, response.wsgi_request.resolver_match is None

    def render(self, path: str) -> str:
        """Return what a process sends that keeps nothing."""
        follow(None)
        try:
            return self.get(path)[1]
        finally:
            follow(self._counter)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_sent_again_after_changes_elsewhere_and_made_anew_once_everything_is_out_of_date(site, path):
    status, first, was_kept = site.get(path)
    assert (status, was_kept) == (200, False)
    site.change()
    assert site.get(path) == (200, first, True)
    raise_generation()
    site.change()
    assert site.get(path)[2] is False


def change_title(model, **values):
    return lambda: model.objects.filter(**values).update(title="Kingfishers")


#: Each change, as a query that no code of a page hears of, and the pages that show it.
CHANGES = {
    "the post": (change_title(BlogPage, slug="otters"), ["post", "home", "posts", "year", "feed", "topic", "person"]),
    "its author": (change_title(PersonPage, slug="ada-quill"), ["post", "feed", "event", "person", "people", "topic"]),
    "whom it quotes": (change_title(PersonPage, slug="grace-nib"), ["post", "feed", "people"]),
    "its topic": (change_title(Page, slug="rivers"), ["post", "posts", "events", "topic", "topics"]),
    "the event": (change_title(EventPage, slug="a-walk"), ["home", "event", "events", "calendar", "topic", "person"]),
    "a section": (change_title(Page, slug="blog"), list(set(PAGES) - {"feed", "calendar", "sitemap"})),
    "an image": (
        lambda: CustomImage.objects.filter(title="P1").update(description="Kingfishers", credit="Kingfishers"),
        ["post"],
    ),
    "the name of the site": (
        lambda: SiteSettings.objects.create(site=Site.objects.get(), organisation="Kingfishers"),
        ["post", "home", "posts", "event", "people"],
    ),
    "a new post": (
        lambda: build_post("Kingfishers", topics=[Page.objects.get(slug="rivers").specific]),
        ["home", "posts", "posts of a topic", "feed", "topic", "year"],
    ),
    "the host": (lambda: Site.objects.update(hostname="kingfishers", port=80), ["feed", "post"]),
}
SHOWN = [(change, page) for change, (_make, pages) in CHANGES.items() for page in pages]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_shows_on_each_page(site, change):
    make, pages = CHANGES[change]
    before = {page: site.get(PAGES[page])[1] for page in pages}
    make()
    site.change()
    for page in pages:
        _status, text, was_kept = site.get(PAGES[page])
        assert not was_kept, page
        assert (text != before[page], text) == (True, site.render(PAGES[page])), page


@pytest.mark.parametrize("way", ["view restriction", "offline", "expired", "tomorrow"])
@pytest.mark.parametrize("slug", ["otters", "blog"])
def test_what_is_withdrawn_is_shown_no_more(site, slug, way):
    page, paths = Page.objects.get(slug=slug), ["/blog/otters/", "/blog/", "/", "/topics/rivers/", "/sitemap.xml"]
    for path in paths:
        site.get(path)
    match way:
        case "view restriction":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        case "offline":
            Page.objects.filter(pk=page.pk).update(live=False)
        case "expired":
            Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
        case "tomorrow":
            BlogPage.objects.update(date=timezone.now() + timedelta(days=1))
    site.change()
    for path in paths:
        assert site.get(path)[1] == site.render(path), path


def test_nobody_in_particular_is_answered(site):
    site.get("/blog/otters/")
    assert site.get("/blog/otters/")[2] is True
    assert site.get("/blog/otters/", cookie="sessionid=abc")[2] is False
    assert site.get("/blog/otters/", **{"if-none-match": "abc"})[2] is False
    assert site.get("/blog/otters/?utm=1")[2] is False


def test_nothing_is_kept_of_what_is_not_there(site):
    assert [site.get("/nothing/")[::2] for _time in range(2)] == [(404, False)] * 2
