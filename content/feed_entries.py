"""Entries of feeds: pages of any type, with their whole text as plain HTML."""

import re
from collections.abc import Iterable
from html import escape, unescape
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from core.languages import get_language_tag

from .body.plain import render_plain
from .feed_formats import NEVER, Author, Entry
from .models import BasePage

IMAGE_SIZE = "width-1280|format-jpeg"
_TAG = re.compile(r"<[a-z][^<>]*>")
_ADDRESS = re.compile(r'\s(href|src|cite|poster)="([^"]*)"')


def make_entries(pages: list[BasePage]) -> list[Entry]:
    """Return the entries of pages that ``for_feed`` has loaded. What their bodies refer to is loaded together."""
    preload_bodies(pages)
    return [make_entry(page) for page in pages]


def make_entry(page: BasePage) -> Entry:
    """Return an entry. Its translation key stays the same when the title, the address or the host changes."""
    url = page.full_url or ""
    published = page.display_date or page.first_published_at or NEVER
    image = page.main_image and page.main_image.get_rendition(IMAGE_SIZE)
    language = getattr(page, "language", "")
    return Entry(
        id=f"urn:uuid:{page.translation_key}",
        url=url,
        title=page.title,
        summary=page.summary,
        content=make_absolute(render_content(page), url),
        published=published,
        updated=max(published, page.last_published_at or published),
        language=get_language_tag(language) if language else "",
        image=_join(url, image.url if image and not image.is_blank else ""),
        authors=[Author(name=credit.display_name, url=_join(url, credit.link)) for credit in page.credits],
        categories=[topic.title for topic in page.topic_list],
    )


def _join(base: str, address: str) -> str:
    """Return an address as an absolute one; an empty one stays empty."""
    return urljoin(base, address) if address else ""


def render_content(page: BasePage) -> str:
    """Return the text of a page as plain HTML, below its strapline and main image."""
    body = mark_safe("".join(map(render_plain, page.get_bodies())))  # noqa: S308 - rendered from templates
    return render_to_string("components/feed_content.html", {"page": page, "body": body}).strip()


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

    return _TAG.sub(lambda tag: _ADDRESS.sub(join, tag[0]), html)
