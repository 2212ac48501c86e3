"""HTML as a tree to convert: the parser's tree, walked once and written anew without what has no place in a text.

Elements that are not known give way to their content. What browsers did not show as text is reported with its words.
"""

import re
from collections.abc import Iterator, Mapping

import lxml.html
from lxml.etree import SubElement
from lxml.html import HtmlElement
from selectolax.lexbor import LexborNode

from ..findings import ConversionReport
from .elements import (
    BLOCK_TAGS,
    BOX_TAGS,
    CODE_TAGS,
    HIDDEN_TAGS,
    KNOWN_TAGS,
    MEDIA_TAGS,
    TAGS,
    WORDLESS_TAGS,
)
from .html5 import UNSTORABLE, clean_text, formula_source, parse_html5, text_in, walk

ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "style", "title"},
    "a": {"href", "download", "name"},
    "img": {"src", "srcset", "alt", "width", "height", "data-src", "data-lazy-src"},
    "iframe": {"src", "data-src"},
    "video": {"src", "poster"},
    "audio": {"src"},
    "source": {"src"},
    "embed": {"src"},
    "object": {"data"},
    "param": {"name", "value"},
    "font": {"color", "face", "size"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed", "type"},
    "pre": {"lang"},
    "blockquote": {"cite"},
    "q": {"cite"},
}  # fmt: skip
UNCLEAN = {
    "script": "scripts do not run here",
    "style": "the design is the site's own",
    "font": "the design is the site's own",
    "center": "the design is the site's own",
    "form": "forms of the old site do not work here",
    "input": "forms of the old site do not work here",
    "button": "forms of the old site do not work here",
}
NOT_TEXT = "it holds nothing that was read as text"
UNKNOWN = "it stood in angle brackets and is no element of HTML: browsers did not show it"
PLAYER_TAGS = ("iframe", "video", "audio", "object")
PLAYER_PARTS = ("source", "param", "embed", "object")
# The elements that part words.
PARTING_TAGS = BLOCK_TAGS | MEDIA_TAGS | {"br", "button", "option", "q"}
ANGLE_BRACKET = re.compile(r"<(?:/?(?P<name>[a-zA-Z][\w:-]*))?")
# Below this depth the tree becomes flat: nobody writes so deep, and the converter follows the tree by recursion.
MAX_DEPTH = 60
# Elements without content, which nest nothing.
AT_ANY_DEPTH = MEDIA_TAGS | {"br", "source", "param"}


def allow_attributes(extra: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return ``ATTRIBUTES`` with more of them, by tag, or ``"*"`` for all tags."""
    return {tag: ATTRIBUTES.get(tag, set()) | extra.get(tag, set()) for tag in {*ATTRIBUTES, *extra}}


def parse(
    html: str, attributes: Mapping[str, set[str]] = ATTRIBUTES, report: ConversionReport | None = None
) -> HtmlElement:
    """Return a ``body`` element. What is left out of it is reported."""
    builder = _Builder(attributes, report or ConversionReport())
    for node, is_end in walk(parse_html5(html)):
        builder.add(node, is_end=is_end)
    return builder.body


class _Builder:
    """Writes the nodes of a parser's tree, as they come, into a tree of lxml's."""

    def __init__(self, attributes: Mapping[str, set[str]], report: ConversionReport):
        self.attributes, self.report = attributes, report
        self.body: HtmlElement = lxml.html.Element("body")
        # The elements that are open, outermost first. One that gives way to its content stands for its parent.
        self.open = [self.body]
        #: The element whose content is left out, while the walk is in it.
        self.left_out: LexborNode | None = None

    def add(self, node: LexborNode, *, is_end: bool) -> None:
        if self.left_out is not None:
            if is_end and node.mem_id == self.left_out.mem_id:
                self.left_out = None
                self.open.pop()
        elif node.is_text_node:
            self._add_text(clean_text(node))
        elif node.is_element_node and is_end:
            self.open.pop()
            if self._is_flat(node) and node.tag in BLOCK_TAGS:
                self._add_text(" ")
        elif node.is_element_node:
            self._begin(node, node.tag or "")

    def _is_flat(self, node: LexborNode) -> bool:
        """Whether an element gives way to its content because it is too deep."""
        return len(self.open) > MAX_DEPTH and node.tag not in AT_ANY_DEPTH

    def _begin(self, node: LexborNode, tag: str) -> None:
        parent = self.open[-1]
        self._report(node, tag)
        if tag in BOX_TAGS:
            self._add_text(" ")
        if tag == "math":
            source = formula_source(node)
            self.report.changed("code", source, "a formula became its source")
            SubElement(parent, "code").text = source
            self.left_out = node
        elif tag in WORDLESS_TAGS or (tag in HIDDEN_TAGS and tag not in MEDIA_TAGS):
            self.left_out = node
        elif self._is_flat(node):
            self._add_text(" " if tag in BLOCK_TAGS else "")
        elif parent.tag in PLAYER_TAGS and tag not in PLAYER_PARTS:
            pass
        elif tag in TAGS or tag in CODE_TAGS:
            parent = self._append(parent, "pre" if tag in CODE_TAGS else tag, node)
        self.open.append(parent)

    def _append(self, parent: HtmlElement, tag: str, node: LexborNode) -> HtmlElement:
        allowed = self.attributes.get(tag, set()) | self.attributes["*"]
        found = {name: value or "" for name, value in node.attributes.items() if name in allowed}
        return SubElement(parent, tag, {name: UNSTORABLE.sub("", value) for name, value in found.items()})

    def _add_text(self, text: str) -> None:
        parent = self.open[-1]
        if parent.tag in PLAYER_TAGS:
            # What stands in a player was shown by browsers that had none. It is reported with the player.
            return
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def _report(self, node: LexborNode, tag: str) -> None:
        """Report what is left out: design, scripts, forms, and what browsers did not show as text."""
        if "style" in node.attributes:
            self.report.count_markup("inline style", "the design is the site's own")
        if tag in UNCLEAN:
            self.report.count_markup(f"<{tag}>", UNCLEAN[tag])
        elif tag == "area" and (href := node.attributes.get("href")):
            self.report.dropped("link", href, "it was a part of an image that could be clicked")
        elif tag in HIDDEN_TAGS:
            if tag not in MEDIA_TAGS:
                self.report.count_markup(f"<{tag}>", NOT_TEXT)
            self.report.drop_text(text_in(node), f"it stood in <{tag}>, which browsers did not show as text")
        elif tag not in KNOWN_TAGS and tag.isalnum() and not node.attributes:
            self.report.drop_text(tag, UNKNOWN)


def iter_content(node: HtmlElement) -> Iterator[str | HtmlElement]:
    """Yield the texts and child elements of an element, in order."""
    if node.text:
        yield node.text
    for child in node:
        yield child
        if child.tail:
            yield child.tail


def has_class(node: HtmlElement, *names: str) -> bool:
    classes = (node.get("class") or "").split()
    return any(name in classes for name in names)


def text_of(node: HtmlElement) -> str:
    """Return the text of an element with white space as browsers show it: breaks, images and blocks part words."""
    return collapse("".join(_iter_texts(node)))


def _iter_texts(node: HtmlElement) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        around = " " if child.tag in PARTING_TAGS else ""
        yield around
        yield from _iter_texts(child)
        yield around
        yield child.tail or ""


def collapse(text: str) -> str:
    """Return a text with single spaces for all white space."""
    return " ".join(text.split())


def plain_text(html: str) -> str:
    """Return the words of a title or an excerpt on one line. What is in angle brackets and no element stays."""
    html = mark_up(html)
    return text_of(parse(html)) if "<" in html or "&" in html else collapse(html)


def mark_up(html: str) -> str:
    """Return the HTML that a title or an excerpt was meant to be: what is no element in it is escaped."""
    return ANGLE_BRACKET.sub(lambda found: _keep_if_text(html, found), html) if "<" in html else html


def _keep_if_text(html: str, found: re.Match[str]) -> str:
    """Return a “<” as text if it begins no element, or one that would hide the rest as nothing ends it."""
    name = (found["name"] or "").lower()
    is_whole = html.find(">", found.end()) >= 0
    hides = name in WORDLESS_TAGS or name in HIDDEN_TAGS
    is_element = name in KNOWN_TAGS and (not hides or f"</{name}" in html.lower())
    return found[0] if is_whole and (is_element or not name) else f"&lt;{found[0][1:]}"


def has_block_inside(node: HtmlElement) -> bool:
    return any(child.tag in BLOCK_TAGS or child.tag in MEDIA_TAGS for child in node.iterdescendants())


def is_image_link(link: HtmlElement) -> bool:
    """Whether a link holds an image and no words but its caption, so that it is the link of the image."""
    captions = " ".join(filter(None, map(text_of, link.iter("figcaption"))))
    return any(True for _image in link.iter("img")) and text_of(link) == captions
