"""Building records from elements."""

import re
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime

from .fields import CDATA_END, CDATA_START, Element, iter_elements, value_of
from .records import Author, Comment, Item, Site, Term, limit_years, parse_date, parse_gmt

Report = Callable[[str, int], None]

HEAD_FIELDS = {
    "title": "title",
    "link": "url",
    "description": "description",
    "language": "language",
    "wxr_version": "version",
    "base_site_url": "base_url",
    "base_blog_url": "url",
}
# WordPress.com called an account ``wp:wp_author`` for some years.
ACCOUNTS = ("author", "wp_author")
HEAD_RECORDS = {*ACCOUNTS, "category", "tag", "term"}
HEAD_ELEMENTS = HEAD_FIELDS.keys() | HEAD_RECORDS | {"image"}

TEXTS = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "creator": "creator",
    "post_name": "slug",
    "status": "status",
    "post_type": "type",
    "post_password": "password",
    "attachment_url": "attachment_url",
    "comment_status": "comment_status",
}
INTEGERS = {"post_id": "id", "post_parent": "parent", "menu_order": "menu_order"}
DATES = {"post_date": "date", "post_modified": "modified"}
GMT_DATES = {"post_date_gmt": "date_gmt", "post_modified_gmt": "modified_gmt"}
ITEM_ELEMENTS = (
    TEXTS.keys()
    | INTEGERS.keys()
    | DATES.keys()
    | GMT_DATES.keys()
    | {"encoded", "pubDate", "is_sticky", "category", "postmeta", "comment", "author"}
)
# Texts in which leading and trailing space is significant; the others are names, numbers and addresses.
AS_WRITTEN = {"encoded", "meta_value", "comment_content", "title"}

COMMENT_FIELDS = {
    "comment_id",
    "comment_author",
    "comment_author_url",
    "comment_date",
    "comment_date_gmt",
    "comment_content",
    "comment_approved",
    "comment_type",
    "comment_parent",
}
AUTHOR_FIELDS = {
    "author_id",
    "author_login",
    "author_email",
    "author_display_name",
    "author_first_name",
    "author_last_name",
}
TERM_FIELDS = {
    "category": {"slug": "category_nicename", "name": "cat_name", "parent": "category_parent"},
    "tag": {"slug": "tag_slug", "name": "tag_name", "parent": ""},
    "term": {"slug": "term_slug", "name": "term_name", "parent": "term_parent"},
}
DESCRIPTIONS = {"category": "category_description", "tag": "tag_description", "term": "term_description"}
TAXONOMIES = {"category": "category", "tag": "post_tag"}


def text_of(element: Element, report: Report) -> str:
    value = unwrap(value_of(element, report))
    return value if element.name in AS_WRITTEN else value.strip()


def unwrap(text: str) -> str:
    """Remove a second CDATA, as in exports of a site that was filled by a broken import."""
    inner = text.strip()
    while inner.startswith(CDATA_START) and inner.endswith(CDATA_END) and inner.count(CDATA_START) == 1:
        text = inner = inner[len(CDATA_START) : -len(CDATA_END)]
        inner = inner.strip()
    return text


def make_slug(name: str) -> str:
    """Return the slug that WordPress would make of the name of a term that has none."""
    return "-".join(re.findall(r"\w+", name.lower()))


def parse_integer(text: str) -> int | None:
    """Return an integer that PostgreSQL can store, or None."""
    text = text.strip()
    return int(text) if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 19 else None


def texts_in(element: Element, known: set[str], report: Report) -> dict[str, str]:
    """Return the fields of a nested element; the first of a name counts."""

    def report_inside(what: str, offset: int) -> None:
        report(what, element.inner + offset)

    found: dict[str, str] = {}
    for child in iter_elements(element.raw, known, report_inside):
        found.setdefault(child.name, text_of(child, report_inside))
    return found


def read_head(text: str, site: Site, authors: dict[str, Author], terms: list[Term], report: Report) -> None:
    """Read the head of the channel. The title of the channel's image is not that of the site."""
    for element in iter_elements(text, HEAD_ELEMENTS, report):
        if element.name in HEAD_RECORDS:
            _read_record(element, authors, terms, report)
        elif element.name in HEAD_FIELDS:
            value = value_of(element, report).strip()
            attribute = HEAD_FIELDS[element.name]
            if value and (not getattr(site, attribute) or element.name == "base_blog_url"):
                setattr(site, attribute, value)


def _read_record(element: Element, authors: dict[str, Author], terms: list[Term], report: Report) -> None:
    if element.name in ACCOUNTS:
        author = build_author(element, report)
        if author.login:
            authors.setdefault(author.login, author)
        return
    term = build_term(element, report)
    if term and not any(term == other for other in terms[-1:]):
        terms.append(term)


def build_author(element: Element, report: Report) -> Author:
    found = texts_in(element, AUTHOR_FIELDS, report)
    return Author(
        login=found.get("author_login", ""),
        id=parse_integer(found.get("author_id", "")),
        email=found.get("author_email", ""),
        display_name=found.get("author_display_name", ""),
        first_name=found.get("author_first_name", ""),
        last_name=found.get("author_last_name", ""),
    )


def build_term(element: Element, report: Report) -> Term | None:
    names = TERM_FIELDS[element.name]
    description = DESCRIPTIONS[element.name]
    found = texts_in(element, {"term_id", "term_taxonomy", *names.values(), description}, report)
    slug = found.get(names["slug"], "")
    name = found.get(names["name"], "")
    if not (slug or name):
        return None
    return Term(
        taxonomy=TAXONOMIES.get(element.name) or found.get("term_taxonomy", ""),
        slug=slug or make_slug(name),
        name=name or slug,
        parent=found.get(names["parent"], ""),
        description=found.get(description, ""),
        id=parse_integer(found.get("term_id", "")),
    )


def build_item(text: str, report: Report) -> Item:
    """Read an item. Where an element comes twice, the first counts."""
    item, seen = Item(), set()
    for element in iter_elements(text, ITEM_ELEMENTS, report):
        if element.name in ("category", "postmeta", "comment"):
            ADDERS[element.name](item, element, report)
            continue
        name = f"{element.prefix}:{element.name}" if element.name == "encoded" else element.name
        if name not in seen:
            seen.add(name)
            _set_field(item, element, text_of(element, report))
    for term in item.terms:
        term.slug = term.slug or make_slug(term.name)
    return item


def _set_field(item: Item, element: Element, value: str) -> None:
    name = element.name
    if name in TEXTS:
        setattr(item, TEXTS[name], value.strip())
    elif name in INTEGERS:
        number = parse_integer(value)
        if number is not None:
            setattr(item, INTEGERS[name], number)
    elif name in DATES:
        setattr(item, DATES[name], parse_date(value))
    elif name in GMT_DATES:
        setattr(item, GMT_DATES[name], parse_gmt(value))
    elif name == "encoded":
        setattr(item, "excerpt" if element.prefix == "excerpt" else "content", value)
    elif name == "pubDate":
        item.published = _feed_date(value)
    elif name == "is_sticky":
        item.sticky = value == "1"
    elif name == "author" and not item.creator:
        item.creator = value


def _feed_date(text: str) -> datetime | None:
    """Read RFC 822's date; a draft has that of the year minus one."""
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return limit_years(date) if date.tzinfo else None


def _add_term(item: Item, element: Element, report: Report) -> None:
    name = value_of(element, report).strip()
    taxonomy = element.attributes.get("domain", "category")
    taxonomy = "post_tag" if taxonomy == "tag" else taxonomy
    slug = element.attributes.get("nicename", "")
    # The oldest exports name each category twice: for feeds, without its slug, and for themselves.
    if (name or slug) and (slug or not any(term.name == name for term in item.terms)):
        item.terms = [term for term in item.terms if term.slug or term.name != name or term.taxonomy != taxonomy]
        if not any(term.taxonomy == taxonomy and term.slug == slug and term.name == name for term in item.terms):
            item.terms.append(Term(taxonomy, slug, name or slug))


def _add_meta(item: Item, element: Element, report: Report) -> None:
    found = texts_in(element, {"meta_key", "meta_value"}, report)
    if found.get("meta_key"):
        item.meta.setdefault(found["meta_key"], []).append(found.get("meta_value", ""))


def _add_comment(item: Item, element: Element, report: Report) -> None:
    found = texts_in(element, COMMENT_FIELDS, report)
    item.comments.append(
        Comment(
            id=parse_integer(found.get("comment_id", "")),
            author=found.get("comment_author", ""),
            author_url=found.get("comment_author_url", ""),
            date=parse_gmt(found.get("comment_date_gmt", "")) or parse_gmt(found.get("comment_date", "")),
            content=found.get("comment_content", ""),
            approved=found.get("comment_approved", "") == "1",
            type=found.get("comment_type", ""),
            parent=parse_integer(found.get("comment_parent", "")) or 0,
        )
    )


ADDERS = {"category": _add_term, "postmeta": _add_meta, "comment": _add_comment}
