"""Feeds as RSS 2.0 (RSS Advisory Board profile, content module), Atom (RFC 4287) and JSON Feed 1.1.

All three are written from a ``FeedPage``. A feed of several pages links them as RFC 5005 says (section 3, paged feeds).
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date

#: When a feed that has no entries and was never published has changed.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# XML 1.0, section 2.2. A slide or a PDF leaves such characters in what is pasted from it.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class Author:
    name: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry; ``content`` is HTML with absolute addresses, ``image`` an absolute address."""

    id: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    language: str = ""
    image: str = ""
    authors: list[Author] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class FeedPage:
    """A page of a feed. ``links`` are addresses by relation: ``self``, ``first``, ``previous``, ``next``."""

    id: str
    title: str
    description: str
    url: str
    language: str
    publisher: str
    updated: datetime
    links: dict[str, str]
    entries: list[Entry]


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


class RSSFeed(XMLTextMixin, Rss201rev2Feed):
    """RSS with ``content:encoded`` for the text and ``dc:creator`` for names (RSS's own author is an e-mail)."""

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation, address in self.feed["page_links"].items():
            handler.addQuickElement("atom:link", None, {"rel": relation, "href": address})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", strip_forbidden_characters(author.name))
        handler.addQuickElement("content:encoded", item["content"])


class AtomFeed(XMLTextMixin, Atom1Feed):
    """Atom with the whole text, and with every author as a person of their own."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation, address in self.feed["page_links"].items():
            handler.addQuickElement("link", None, {"rel": relation, "href": address})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", strip_forbidden_characters(author.name))
            if author.url:
                handler.addQuickElement("uri", author.url)
            handler.endElement("author")
        attributes = {"xml:lang": item["language"]} if item["language"] else {}
        handler.addQuickElement("content", item["content"], {"type": "html", **attributes})


def _write_xml(feed_type: type[SyndicationFeed], page: FeedPage) -> str:
    feed = feed_type(
        title=page.title,
        link=page.url,
        description=page.description,
        subtitle=page.description if feed_type is AtomFeed else None,
        language=page.language,
        feed_url=page.links["self"],
        feed_guid=page.id,
        author_name=page.publisher if feed_type is AtomFeed else None,
        page_links={relation: address for relation, address in page.links.items() if relation != "self"},
        changed_at=page.updated,
    )
    for entry in page.entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.summary or None,  # type: ignore[arg-type]  # Django leaves out None
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
            authors=entry.authors,
            content=entry.content,
            language=entry.language,
        )
    return feed.writeString("utf-8")


def write_rss(page: FeedPage) -> str:
    return _write_xml(RSSFeed, page)


def write_atom(page: FeedPage) -> str:
    return _write_xml(AtomFeed, page)


def write_json(page: FeedPage) -> str:
    """Return a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.title,
        "description": page.description,
        "home_page_url": page.url,
        "feed_url": page.links["self"],
        "next_url": page.links.get("next"),
        "language": page.language,
        "authors": [{"name": page.publisher}],
        "items": [_make_json_item(entry) for entry in page.entries],
    }
    return json.dumps(_drop_empty(feed) | {"items": feed["items"]}, ensure_ascii=False, indent=1)


def _make_json_item(entry: Entry) -> dict[str, Any]:
    return _drop_empty(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.content or " ",  # one of content_html and content_text must be there
            "summary": entry.summary,
            "image": entry.image,
            "date_published": rfc3339_date(entry.published),
            "date_modified": rfc3339_date(entry.updated),
            "authors": [_drop_empty({"name": author.name, "url": author.url}) for author in entry.authors],
            "tags": entry.categories,
            "language": entry.language,
        }
    )


def _drop_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class FeedFormat:
    """A format: what it is called, its media type, its address below that of the list, and what writes it."""

    label: str
    media_type: str
    path: str
    write: Callable[[FeedPage], str]


#: By their address without a slash at its end.
FORMATS = {
    "feed": FeedFormat("RSS", "application/rss+xml", "feed/", write_rss),
    "atom": FeedFormat("Atom", "application/atom+xml", "atom/", write_atom),
    "feed.json": FeedFormat("JSON Feed", "application/feed+json", "feed.json", write_json),
}
