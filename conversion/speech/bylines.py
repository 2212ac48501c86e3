"""Bylines at the top of a body: “By Name Surname and Name Surname, role”."""

import re
from collections.abc import Callable

from lxml.html import HtmlElement

from ..context import ConversionContext
from ..findings import ConversionReport
from ..html.elements import BLOCK_TAGS
from ..html.tree import has_class, text_of
from .attributions import read_attribution
from .names import is_name
from .types import Attribution, Byline
from .word_lists import ORGANISATION_NOUNS, ROLE_NOUNS

BY = re.compile(
    r"^(?:(?:(?:this\s+is\s+)?(?:a\s+)?guest\s+(?:post|blog|article)|words|written|posted|text|story|report|reported"
    r"|blog|post|article|analysis|interview)\s+)?by:?\s+(?P<names>.{3,200})$",
    re.IGNORECASE,
)
TITLED = re.compile(r"^(?:authors?|words|text|story|writers?)\s*:\s+(?P<names>.{3,200})$", re.IGNORECASE)
# In other languages, where these words also begin sentences: they make a byline only with people who are known.
BY_ABROAD = re.compile(
    r"^(?:von|par|por|di|door|av|af|texto? de|texte de|testo di)\s+(?P<names>.{3,200})$", re.IGNORECASE
)
DATE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th|\.)?\s+[^\W\d_]{3,12},?\s+\d{4}"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{2,4})"
)
DATED = re.compile(rf"(?:\s*[|,–—•·-]|\s+on)\s*{DATE}$", re.IGNORECASE)
SEPARATOR = re.compile(r",?\s+(?:and|&)\s+|\s*;\s*")
DASHED = re.compile(r"[^–—-]+\s+[–—-]\s+(?P<role>.+)")
MAX_WORDS = 30
CAPTIONED_TAGS = ("figure", "figcaption")
TEXT_TAGS = ("p", "div", "h2", "h3", "h4", "h5", "h6")


def take_bylines(
    body: HtmlElement, context: ConversionContext, report: ConversionReport, caption_classes: tuple[str, ...] = ()
) -> list[Byline]:
    """Read a byline in the first words of a body, and remove it if this site knows everybody in it.

    ``caption_classes`` are those of boxes around an image and its caption, which may stand before the byline.
    """
    first = _find_first_text(body, caption_classes)
    if first is None:
        return []
    for text, take_out in ((text_of(first), first.drop_tree), (_first_line(first), lambda: _drop_first_line(first))):
        authors = read_byline(text, context.resolve_person) if 0 < len(text.split()) <= MAX_WORDS else []
        if authors:
            people = [context.resolve_person(author.name) for author in authors]
            used = None not in people
            if used:
                take_out()
                report.changed("byline", text, "these are the post's authors")
            else:
                report.kept("byline", text, "proposed as the post's authors; it stays in the text")
            names, roles = [author.name for author in authors], [author.role for author in authors]
            return [Byline(text, names, people, used, roles)]
    return []


def read_byline(text: str, is_known: Callable[[str], object]) -> list[Attribution]:
    """Read “By Name Surname and Name Surname”, each with a role perhaps; nothing if more than a date is left over."""
    text = DATED.sub("", text.strip().rstrip(".")).strip()
    if found := BY.match(text) or TITLED.match(text):
        return _read_authors(found["names"].strip(), is_known)
    if found := BY_ABROAD.match(text):
        authors = _read_authors(found["names"].strip(), is_known)
        return authors if all(is_known(author.name) for author in authors) else []
    return []


def _read_authors(names: str, is_known: Callable[[str], object]) -> list[Attribution]:
    listed = _split_names(names)
    if all(is_name(part) or is_known(part) for part in listed):
        return [Attribution(author, "") for author in listed]
    each = [read_attribution(part, is_known) for part in SEPARATOR.split(names)]
    read = [author for author in each if author]
    several = read if len(each) > 1 and len(read) == len(each) else []
    if several and (all(author.role for author in several) or all(is_known(author.name) for author in several)):
        return several
    single = read_attribution(names, is_known)
    return [single] if single and not _is_text_after_dash(names) else several


def _split_names(text: str) -> list[str]:
    return [part.strip() for part in re.split(r",\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*", text) if part.strip()]


def _is_text_after_dash(names: str) -> bool:
    """Whether the text of the post begins on the line of the byline: “By Name – It was late”."""
    dashed = DASHED.match(names)
    words = {word.lower().strip(",.") for word in dashed["role"].split()} if dashed else set()
    return bool(dashed) and not words & (ROLE_NOUNS | ORGANISATION_NOUNS)


def _find_first_text(body: HtmlElement, caption_classes: tuple[str, ...]) -> HtmlElement | None:
    """Return the first element with text if it holds no other element with text, and no loose words precede it."""
    for node in body.iter():
        if not (node.text or "").strip() or _is_caption(node, caption_classes):
            continue
        if node is body:
            return None
        while (parent := node.getparent()) is not None and node.tag not in BLOCK_TAGS:
            node = parent
        simple = node.tag in TEXT_TAGS and not any(child.tag in BLOCK_TAGS for child in node.iterdescendants())
        return node if simple else None
    return None


def _is_caption(node: HtmlElement, caption_classes: tuple[str, ...]) -> bool:
    """Whether an element stands in the caption of an image."""
    around = (node, *node.iterancestors())
    return any(part.tag in CAPTIONED_TAGS or has_class(part, *caption_classes) for part in around)


def _first_line(node: HtmlElement) -> str:
    """Return the words before the first line break of an element; nothing if it has none."""
    line_break = node.find("br")
    if line_break is None:
        return ""
    before = node[: node.index(line_break)]
    return " ".join("".join([node.text or "", *(text_of(part) + (part.tail or "") for part in before)]).split())


def _drop_first_line(node: HtmlElement) -> None:
    """Remove the first line of an element, and the line break after it."""
    line_break = next(node.iterchildren("br"))
    node.text = line_break.tail
    for part in node[: node.index(line_break) + 1]:
        node.remove(part)
