"""RSS 2.0 feeds of pages with their full text (RSS Advisory Board profile; content module for the text)."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from heapq import nlargest
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Rss201rev2Feed, SyndicationFeed
from django.utils.functional import cached_property
from wagtail.models import Site

from .extension import find_view, get_label, register_context, register_route
from .models import BasePage
from .querysets import BasePageQuerySet

MAX_ENTRIES = 30
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# XML 1.0, section 2.2. A slide or a PDF leaves such characters in what is pasted from it.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TAG = re.compile(r"<[a-z][^<>]*>")
_ADDRESS = re.compile(r'\s(href|src|cite|poster)="([^"]*)"')
_SRCSET = re.compile(r'\ssrcset="[^"]*"')
#: What only decorates a page, such as the first letter of a name in place of a portrait, and formats of a picture.
_DECORATION = re.compile(
    r'<span\b[^<>]*\saria-hidden="true"[^<>]*>[^<]*</span>|</?picture>|<source\b[^<>]*\stype="image/[^<>]*>'
)

FeedSource = Callable[[Any], BasePageQuerySet]
_sources: dict[str, list[FeedSource]] = {}


def register_feed_source(page_type: type[BasePage] | str) -> Callable[[FeedSource], FeedSource]:
    """Register a function that returns published pages for the feed of a page of another type, such as a topic.

    The feed is at ``<page>/feed/`` and shows the newest pages of all sources, by ``display_date``. A source's queryset
    must be able to ``newest_first()`` and ``for_feed()``.
    """

    def register(source: FeedSource) -> FeedSource:
        label = get_label(page_type)
        if label not in _sources:
            register_route(label, "feed/", name="feed")(serve_feed)
            register_context(label)(get_feed_link)
        _sources.setdefault(label, []).append(source)
        return source

    return register


def has_feed(page: BasePage) -> bool:
    """Return whether a page has a feed of its own, at ``<page>/feed/``."""
    return find_view(type(page), ["feed"]) is not None


def get_feed_link(page: BasePage, request: HttpRequest) -> dict[str, Any]:
    """Return the context for the link to the page's own feed in its head."""
    return {"own_feed": {"title": page.title, "url": f"{page.url}feed/"} if page.url else None}


def serve_feed(page: BasePage, request: HttpRequest) -> HttpResponse:
    """Answer with the feed of a page that other apps have registered sources for."""
    return PageFeed(page, *(source(page) for source in _sources.get(page._meta.label_lower, [])))(request)


def strip_forbidden_characters(value: Any) -> Any:
    """Return a text, or the texts of a list, without characters that XML does not allow; anything else as it is."""
    if isinstance(value, str):
        return _FORBIDDEN.sub("", value)
    return [strip_forbidden_characters(item) for item in value] if isinstance(value, list | tuple) else value


class XMLTextMixin(SyndicationFeed):
    """For Django's feed generators, which refuse a feed that has a forbidden character anywhere: removes these.

    It also keeps a feed the same until it changes. Django dates one without entries to the present.
    """

    def __init__(self, title, link, description, **fields):
        fields = {name: strip_forbidden_characters(value) for name, value in fields.items()}
        super().__init__(strip_forbidden_characters(title), link, strip_forbidden_characters(description), **fields)

    def add_item(self, title, link, description, **fields):
        fields = {name: strip_forbidden_characters(value) for name, value in fields.items()}
        super().add_item(strip_forbidden_characters(title), link, strip_forbidden_characters(description), **fields)

    def latest_post_date(self):
        dates = (item.get(name) for item in self.items for name in ("pubdate", "updateddate"))
        return max(filter(None, dates), default=self.feed.get("changed_at", NEVER))


class FullTextFeed(XMLTextMixin, Rss201rev2Feed):
    """RSS with ``content:encoded`` for the text and ``dc:creator`` for names (RSS's own author is an e-mail)."""

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])


class PageFeed(Feed):
    """The newest pages of some querysets, as the feed of the page that lists them: a blog, a topic or a person."""

    feed_type = FullTextFeed
    item_guid_is_permalink = False

    def __init__(self, page: BasePage, *sources: BasePageQuerySet) -> None:
        self.page = page
        self.sources = sources

    def __call__(self, request, *args, **kwargs):
        self.request = request
        return super().__call__(request, *args, **kwargs)

    @cached_property
    def site(self) -> Site:
        return self.page.get_site()

    def title(self):
        return f"{self.page.title} – {self.site.site_name}"

    def link(self):
        return self.page.full_url

    def feed_url(self):
        return f"{self.page.full_url}feed/"

    def description(self):
        return self.page.description or self.title()  # RSS requires one

    def feed_extra_kwargs(self, obj):
        return {"changed_at": self.page.last_published_at or self.page.latest_revision_created_at or NEVER}

    def items(self) -> Iterable[BasePage]:
        newest = [list(source.newest_first().for_feed()[:MAX_ENTRIES]) for source in self.sources]
        found = (page for pages in newest for page in pages)
        pages = newest[0] if len(newest) == 1 else nlargest(MAX_ENTRIES, found, key=lambda page: page.display_date)
        preload_bodies(pages)
        return pages

    def item_title(self, page):
        return page.title

    def item_description(self, page):
        return page.summary or None

    def item_link(self, page):
        return page.full_url

    def item_guid(self, page):
        """The translation key stays the same when the title, the address or the host changes."""
        return f"urn:uuid:{page.translation_key}"

    def item_pubdate(self, page):
        return page.display_date

    def item_updateddate(self, page):
        return page.last_published_at

    def item_categories(self, page):
        return [topic.title for topic in page.topic_list]

    def item_extra_kwargs(self, page):
        text = render_to_string("components/feed_content.html", {"page": page}, request=self.request)
        return {
            "creators": [credit.display_name for credit in page.credits],
            "content": make_absolute(_DECORATION.sub("", text), page.full_url),
        }


def preload_bodies(pages: Iterable[BasePage]) -> None:
    """Load what the bodies of ``pages`` refer to, and their main images, with the queries that one page takes."""
    bodies = []
    for page in pages:
        own = [body for body in page.get_bodies() if hasattr(body, "preload_together")]
        if own:
            own[0].extra_images = [page.main_image]
        bodies += own
    if bodies:
        bodies[0].preload_together(bodies)


def make_absolute(html: str, base: str) -> str:
    """Return ``html`` with absolute addresses, since a feed is read outside the page, whose address is ``base``.

    Only addresses within tags are changed, not those that an author writes about.
    """

    def join(match: re.Match) -> str:
        return f' {match[1]}="{escape(urljoin(base, unescape(match[2])))}"'

    return _TAG.sub(lambda tag: _ADDRESS.sub(join, _SRCSET.sub("", tag[0])), html)
