"""Feeds of pages with their full text: their addresses, their pages, and what is in them.

A list has its feed as RSS below ``feed/``, as Atom below ``atom/`` and as JSON Feed at ``feed.json``. Older entries are
on further pages (``?page=2``), which RFC 5005 calls a paged feed.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, F, OrderBy, QuerySet, Value
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date

from core.languages import get_language_tag

from .extension import find_view, get_label, register_context, register_route
from .feed_entries import make_entries
from .feed_formats import FORMATS, NEVER, FeedPage
from .models import BasePage
from .querysets import BasePageQuerySet
from .serving.sites import get_site

MAX_ENTRIES = 30

FeedSource = Callable[[Any], BasePageQuerySet]
_sources: dict[str, list[FeedSource]] = {}


def register_feed_source(page_type: type[BasePage] | str) -> Callable[[FeedSource], FeedSource]:
    """Register a function that returns published pages for the feed of a page of another type, such as a topic.

    The feed shows the newest pages of all sources, by ``display_date``. A source's queryset must be able to
    ``newest_first()`` and ``for_feed()``.
    """

    def register(source: FeedSource) -> FeedSource:
        label = get_label(page_type)
        if label not in _sources:
            for name, known in FORMATS.items():
                register_route(label, known.path, name=name)(partial(serve_feed, format_name=name))
            register_context(label)(get_feed_link)
        _sources.setdefault(label, []).append(source)
        return source

    return register


def has_feed(page: BasePage) -> bool:
    """Return whether a page has a feed of its own, at ``<page>/feed/``."""
    return find_view(type(page), ["feed"]) is not None


def get_feed_link(page: BasePage, request: HttpRequest) -> dict[str, Any]:
    """Return the context for the links to the page's own feed in its head."""
    return {"own_feed": make_feed_links(page.title, page.url)}


def make_feed_links(title: str, folder: str | None) -> list[dict[str, str]] | None:
    """Return title, address and media type of the feed in each format, below the address of a list; None without."""
    if not folder:
        return None
    return [
        {
            "title": title if name == "feed" else f"{title} ({known.label})",
            "url": f"{folder}{known.path}",
            "type": known.media_type,
        }
        for name, known in FORMATS.items()
    ]


def serve_feed(page: BasePage, request: HttpRequest, *, format_name: str) -> HttpResponse:
    """Answer with the feed of a page that other apps have registered sources for."""
    sources = [source(page) for source in _sources.get(page._meta.label_lower, [])]
    return PageFeed(page, request, *sources).serve(format_name)


def find_newest(sources: Sequence[BasePageQuerySet], start: int, number: int) -> list[tuple[int, int]]:
    """Return the newest pages of all sources, as index of the source and primary key, newest first.

    One query, in which each source gives its newest alone: it reads no more of a large site, and loads no page.
    """
    keys: list[QuerySet] = []
    for index, source in enumerate(sources):
        newest = source.newest_first()
        by_date = newest.query.order_by[0]
        date = by_date.expression if isinstance(by_date, OrderBy) else F(by_date.removeprefix("-"))
        keys.append(newest.values_list(Value(index), "pk", Cast(date, DateTimeField()))[: start + number])
    found = keys[0].union(*keys[1:], all=True) if keys[1:] else keys[0]
    ordered = sorted(found, key=lambda row: (row[2] or NEVER, row[1]), reverse=True)
    return [(index, pk) for index, pk, _date in ordered[start : start + number]]


def load_newest(sources: Sequence[BasePageQuerySet], keys: list[tuple[int, int]]) -> list[BasePage]:
    """Return the pages that ``find_newest`` has found, in its order, with what an entry shows."""
    loaded: dict[int, BasePage] = {}
    for index in {index for index, _pk in keys}:
        loaded |= sources[index].for_feed().in_bulk([pk for of, pk in keys if of == index])
    return [loaded[pk] for _index, pk in keys if pk in loaded]


def make_page_links(address: str, number: int, *, has_next: bool) -> dict[str, str]:
    """Return the addresses of this page and of others by relation (RFC 5005, section 3); those alone that there are.

    There is no ``last``: for that all pages of the site would be counted at each request.
    """
    numbers = {"self": number}
    if number > 1 or has_next:
        numbers |= {"first": 1, "previous": number - 1}
    if has_next:
        numbers["next"] = number + 1
    return {
        relation: address if number == 1 else f"{address}?page={number}"
        for relation, number in numbers.items()
        if number >= 1
    }


def get_site_name(request: HttpRequest) -> str:
    site = get_site(request)
    return (site.site_name or site.hostname) if site else ""


class PageFeed:
    """The newest pages of some querysets, as the feed of the page that lists them: a blog, a topic or a person."""

    def __init__(self, page: BasePage, request: HttpRequest, *sources: BasePageQuerySet) -> None:
        self.page = page
        self.request = request
        self.sources = sources
        self.site_name = get_site_name(request)

    @property
    def id(self) -> str:
        return f"urn:uuid:{self.page.translation_key}"

    @property
    def title(self) -> str:
        return f"{self.page.title} – {self.site_name}"

    @property
    def url(self) -> str:
        """The absolute address of the list. Those of its feeds begin with it."""
        return self.page.full_url or ""

    @property
    def description(self) -> str:
        return self.page.description or self.title  # RSS requires one

    def serve(self, format_name: str) -> HttpResponse:
        """Answer with a page of the feed; 404 if there is no such page."""
        known = FORMATS[format_name]
        number = self.request.GET.get("page", "1")
        if not re.fullmatch("[1-9][0-9]{0,6}", number):
            raise Http404
        page = self.make_page(int(number), f"{self.url}{known.path}")
        response = HttpResponse(known.write(page), content_type=f"{known.media_type}; charset=utf-8")
        response["Last-Modified"] = http_date(page.updated.timestamp())
        return response

    def make_page(self, number: int, address: str) -> FeedPage:
        keys = find_newest(self.sources, (number - 1) * MAX_ENTRIES, MAX_ENTRIES + 1)  # one more tells of a next page
        if number > 1 and not keys:
            raise Http404
        entries = make_entries(load_newest(self.sources, keys[:MAX_ENTRIES]))
        changed = self.page.last_published_at or self.page.latest_revision_created_at or NEVER

        return FeedPage(
            id=self.id,
            title=self.title,
            description=self.description,
            url=self.url,
            language=get_language_tag(settings.LANGUAGE_CODE),
            publisher=self.site_name,
            updated=max((entry.updated for entry in entries), default=changed),
            links=make_page_links(address, number, has_next=len(keys) > MAX_ENTRIES),
            entries=entries,
        )
