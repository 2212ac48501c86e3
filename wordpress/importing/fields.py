"""Fields of posts and pages, filled from an item."""

import re
import uuid

from django.utils.translation import gettext as _

from blog.models import BlogPage, BlogPageAuthor
from content.models import BasePage
from conversion.account import WORD, WordAccount, compare, words_of
from conversion.html.tree import mark_up, plain_text
from conversion.results import Conversion
from conversion.speech.roles import split_role
from home.models import StandardPage

from ..reading.build import parse_integer
from ..reading.records import Item
from .addresses import AddressLookup
from .page_tree import shorten
from .scan import get_publication_time

SUMMARY_LENGTH = 400
# The fields of Yoast SEO, Rank Math, All in One SEO, SEOPress, Genesis and HeadSpace.
SEO_TITLE = (
    *("_yoast_wpseo_title", "rank_math_title", "_aioseo_title", "_aioseop_title", "_seopress_titles_title"),
    *("_genesis_title", "_headspace_page_title"),
)
SEO_DESCRIPTION = (
    *("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description"),
    *("_seopress_titles_desc", "_genesis_description", "_headspace_description"),
)
NOINDEX = {
    "_yoast_wpseo_meta-robots-noindex": "1",
    "_genesis_noindex": "1",
    "_seopress_robots_index": "yes",
    "_aioseop_noindex": "on",
}
# A serialised PHP array of words.
RANK_MATH_ROBOTS = "rank_math_robots"
SOCIAL_IMAGE = "_yoast_wpseo_opengraph-image-id"
# Yoast's and Rank Math's placeholders: %%title%% %%sep%% %%sitename%%, %title%.
PLACEHOLDER = re.compile(r"%{1,2}(\w+)%{1,2}")
ROLE_LENGTH = 255


def fill_post(post: BlogPage, item: Item, conversion: Conversion, lookup: AddressLookup, notes: list[str]) -> None:
    """Write an item into a post. What an editor should know is added to ``notes``."""
    fill_common(post, item, conversion, lookup, notes)
    if published := get_publication_time(item):
        post.date = published
    else:
        notes.append(_("it has no date; it bears that of the import"))
    authors = get_credits(conversion) or dict.fromkeys(lookup.people.find_credited(item), "")
    if not authors:
        notes.append(_("nobody is named as its author"))
    post.hero_image_id = find_image_of(item.get_meta("_thumbnail_id"), lookup)
    attachment_id = parse_integer(item.get_meta("_thumbnail_id"))
    attachment = lookup.scan.attachments.get(attachment_id) if attachment_id is not None else None
    if post.hero_image_id or lookup.records.dry_run:
        lookup.media.note_shown(attachment)
    if attachment and post.hero_image_id:
        post.hero_caption = plain_text(attachment.caption).strip()[:255]
    elif item.get_meta("_thumbnail_id"):
        notes.append(_("its main image is missing"))
    if item.sticky:
        notes.append(_("it was “sticky”: make it the lead story of the home page if it shall stand first"))
    if not lookup.records.dry_run:
        post.authors.set([make_credit(pk, role, order) for order, (pk, role) in enumerate(authors.items())])
        post.topics = lookup.topics.find_all(item.terms_of("category"))
        tags = [*item.terms_of("post_tag"), *lookup.topics.find_tags(item.terms_of("category"))]
        post.tags.set(lookup.tags.get_or_create(tags))


def get_credits(conversion: Conversion) -> dict[int, str]:
    """Return the people of the bylines that were used, each with the role given there."""
    used = [byline for byline in conversion.bylines if byline.used]
    return {pk: role for byline in used for pk, role in zip(byline.people, byline.roles, strict=True) if pk}


def make_credit(person: int, role: str, order: int) -> BlogPageAuthor:
    role, organisation = split_role(role)
    role, organisation = role[:ROLE_LENGTH], organisation[:ROLE_LENGTH]
    return BlogPageAuthor(person_id=person, role=role, organisation=organisation, sort_order=order)


def fill_page(page: StandardPage, item: Item, conversion: Conversion, lookup: AddressLookup, notes: list[str]) -> None:
    fill_common(page, item, conversion, lookup, notes)


def fill_common(page: BasePage, item: Item, conversion: Conversion, lookup: AddressLookup, notes: list[str]) -> None:
    """Fill title, body, summary and the fields for search engines, as for every kind of page."""
    if title := plain_text(item.title).strip():
        page.title = page.draft_title = title[:255]
        if len(title) > 255:
            notes.append(_("its title was longer than 255 characters and is cut"))
    else:
        notes.append(_("it has no title; it is called “%(title)s”") % {"title": page.title})
    blocks = conversion.blocks
    if not blocks:
        blocks = [
            {
                "type": "divider",
                "value": None,
                "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{lookup.scan.source}:{item.id}")),
            }
        ]
        notes.append(_("it has no text; a dividing line stands in its place, so that it can be published"))
    page.body = blocks
    page.summary = make_summary(item, conversion, page.title, notes)
    page.seo_title = make_seo_title(item, page.title, lookup.scan.site.title)[:255]
    page.search_description = plain_text(get_first_meta(item, SEO_DESCRIPTION)).strip()
    page.noindex = is_hidden_from_engines(item)
    page.social_image_id = find_image_of(item.get_meta(SOCIAL_IMAGE), lookup)


def is_hidden_from_engines(item: Item) -> bool:
    is_noindex = any(item.get_meta(key) == value for key, value in NOINDEX.items())
    return is_noindex or '"noindex"' in item.get_meta(RANK_MATH_ROBOTS)


def make_summary(item: Item, conversion: Conversion, title: str, notes: list[str]) -> str:
    """Return the excerpt or, where there is none, the beginning of the text."""
    if excerpt := plain_text(item.excerpt).strip():
        return shorten(excerpt, SUMMARY_LENGTH)
    words = " ".join(get_block_text(block) for block in conversion.blocks[:8])
    if words.strip():
        notes.append(_("it had no excerpt; its summary is the beginning of its text"))
        return shorten(words, SUMMARY_LENGTH // 2)
    notes.append(_("it has neither excerpt nor text; its summary is its title"))
    return title


def get_block_text(block: dict) -> str:
    """Return the words of a block that may begin a summary."""
    value = block["value"]
    if block["type"] == "paragraph":
        return plain_text(value)
    if block["type"] in {"quote", "speaker", "callout"}:
        return plain_text(value.get("text") or "")
    return ""


def make_seo_title(item: Item, title: str, site_title: str) -> str:
    """Return the title for search engines with its placeholders filled in; empty if it adds nothing to the title."""
    written = get_first_meta(item, SEO_TITLE)
    values = {"title": title, "sep": "–", "sitename": site_title, "sitetitle": site_title}
    filled = " ".join(PLACEHOLDER.sub(lambda found: values.get(found[1], ""), plain_text(written)).split()).strip(
        " –-|"
    )
    return "" if filled in {title, f"{title} – {site_title}"} else filled


def get_first_meta(item: Item, keys: tuple[str, ...]) -> str:
    return next(filter(None, (item.get_meta(key).strip() for key in keys)), "")


def find_image_of(attachment_id: str, lookup: AddressLookup) -> int | None:
    """Return the image of an attachment. None in a dry run, where the image has no id yet."""
    number = parse_integer(attachment_id)
    record = lookup.records.get(f"post:{number}") if number else None
    return record.image if record and record.image and record.image > 0 else None


def account_for_fields(item: Item, page: BasePage, caption: str) -> WordAccount:
    """Account for the words of title, excerpt and main caption, as readers saw them, in those of the page."""
    account = compare(words_of(mark_up(item.title)), WORD.findall(page.title))
    if item.excerpt.strip():
        account += compare(words_of(mark_up(item.excerpt)), WORD.findall(page.summary))
    if shown := getattr(page, "hero_caption", ""):
        account += compare(words_of(mark_up(caption)), WORD.findall(shown))
    return account
