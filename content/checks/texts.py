"""What could be better in a page's text and pictures: for readers, screen readers and searchers."""

import re
from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from sentencex import segment
from wagtail.blocks import RichTextBlock, StructValue

from ..body.media_blocks import ImageValue
from ..body.search_text import plain_text_lines
from ..models import BasePage
from ..publishing import Finding, register_content_check
from ..references.walk import rewrite_block

#: GOV.UK advises 25 words in a sentence. This is what nobody reads at once.
MAX_WORDS = 40
MAX_LONG_SENTENCES = 5
#: What people said or wrote is not for the editor to shorten.
VERBATIM = {"quote", "extract"}
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
VAGUE_LINKS = {
    "click here",
    "click",
    "here",
    "this",
    "link",
    "this link",
    "this page",
    "read more",
    "more",
    "learn more",
}
TYPED_BULLET = re.compile(r"(?:<p\b[^>]*>|<br\s*/?>)\s*(?:[•·‣▪–*-]|\d{1,2}[.)])(?:\s|&nbsp;)+\S", re.IGNORECASE)
HEADING_LEVELS = {"h2": 2, "h3": 3, "h4": 4}


def iter_rich_text(page: BasePage) -> Iterator[tuple[str, str, str]]:
    """Yield the rich text of a page's bodies: the id and type of the body block, and the HTML."""
    for body in page.get_bodies():
        for item in body.raw_data:
            block = body.stream_block.child_blocks.get(item["type"])
            found: list[str] = []

            def collect(holder, value, found=found):
                if isinstance(holder, RichTextBlock) and isinstance(value, str):
                    found.append(value)
                return value

            if block:
                rewrite_block(block, item["value"], collect)
            for html in found:
                yield item.get("id") or "", item["type"], html


@register_content_check(BasePage, "topics", gettext_lazy("No topics"))
def check_topics(page: BasePage) -> Iterator[Finding]:
    if hasattr(page, "topics") and not page.topic_list:
        yield Finding(_("No topic is chosen. Topics are how readers find it later."), "topics")


@register_content_check(BasePage, "alt_text", gettext_lazy("Images without alt text"))
def check_alt_texts(page: BasePage) -> Iterator[Finding]:
    main_image = getattr(page, "hero_image", None) or getattr(page, "listing_image", None)
    if main_image and not main_image.description:
        name = "hero_image" if getattr(page, "hero_image", None) else "listing_image"
        yield Finding(_("The main image has no alt text: edit the image and describe it."), name)
    for body in page.get_bodies():
        for block in body:
            for image in iter_images(block.value):
                if image.get("image") and not image.get("decorative") and not image.alt:
                    yield Finding(
                        _("An image has no alt text. Describe it, or tick “Decorative”: “%(image)s”")
                        % {"image": image["image"].title},
                        block.id or "",
                    )


def iter_images(value) -> Iterator[ImageValue]:
    """Yield the image blocks in the value of a block of any depth."""
    if isinstance(value, ImageValue):
        yield value
    elif isinstance(value, StructValue):
        for child in value.values():
            yield from iter_images(child)
    elif isinstance(value, list) or hasattr(value, "list_block"):
        for child in value:
            yield from iter_images(child)


@register_content_check(BasePage, "headings", gettext_lazy("Headings out of order"))
def check_headings(page: BasePage) -> Iterator[Finding]:
    """WCAG 2.2, technique G141: headings show how a text is divided. The title is the first level."""
    for body in page.get_bodies():
        level = 1
        for block in body:
            if block.block_type == "heading":
                own = HEADING_LEVELS.get(block.value.get("level"), 2)
                if own > level + 1:
                    message = _("“%(heading)s” is a smaller heading than its place: no section is above it.")
                    yield Finding(message % {"heading": block.value.get("text")}, block.id or "")
                level = own


@register_content_check(BasePage, "vague_links", gettext_lazy("Links that say nothing"))
def check_link_texts(page: BasePage) -> Iterator[Finding]:
    """WCAG 2.2, 2.4.4: the words of a link say where it leads."""
    for block_id, _type, html in iter_rich_text(page):
        for link in LINK.finditer(html):
            words = " ".join(strip_tags(link[1]).split()).strip(" .…›»>→")
            if words.lower() in VAGUE_LINKS or re.match(r"https?://", words):
                message = _("The link “%(words)s” does not say where it leads. Link the words that do.")
                yield Finding(message % {"words": words[:60]}, block_id)


@register_content_check(BasePage, "typed_lists", gettext_lazy("Lists with typed bullets"))
def check_typed_lists(page: BasePage) -> Iterator[Finding]:
    for block_id, _type, html in iter_rich_text(page):
        if len(TYPED_BULLET.findall(html)) > 1 or re.search(r"<p\b[^>]*>\s*[•‣▪]", html):
            yield Finding(_("Here is a list with typed bullets or numbers. Use the list button instead."), block_id)


@register_content_check(BasePage, "long_sentences", gettext_lazy("Sentences hard to read"))
def check_sentences(page: BasePage) -> Iterator[Finding]:
    long_sentences = [
        (len(sentence.split()), sentence, block_id)
        for block_id, block_type, html in iter_rich_text(page)
        if block_type not in VERBATIM
        for line in plain_text_lines(html).split("\n")
        for sentence in segment("en", line)
        if len(sentence.split()) > MAX_WORDS
    ]
    for count, sentence, block_id in sorted(long_sentences, reverse=True)[:MAX_LONG_SENTENCES]:
        start = " ".join(sentence.split()[:8])
        message = _("A sentence has %(count)s words, which is hard to read: “%(start)s …”")
        yield Finding(message % {"count": count, "start": start}, block_id)
