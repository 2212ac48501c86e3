"""Inline content: the text of a paragraph, written with the tags that the editor has."""

import re
from collections.abc import Iterable
from html import escape

from lxml.html import HtmlElement

from ..findings import ConversionReport
from .elements import MEDIA_TAGS
from .links import Links
from .rich_text import BREAK, SPACE, join_words, tidy
from .tree import has_class, is_image_link, iter_content

# The tag that the editor stores for each element.
STORED_TAGS = {
    "b": "b", "strong": "b",
    "i": "i", "em": "i", "cite": "i", "dfn": "i", "var": "i",
    "s": "s", "del": "s", "strike": "s",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
    "sup": "sup", "sub": "sub",
}  # fmt: skip
TAGS_WITHOUT_TEXT = {"script", "style", "param", "source", "track", "input"}
# What stands behind a footnote to lead back to the text.
BACK_TO_TEXT = re.compile(r"[\s↩↵↑⇑^\ufe0e]+")


class Inline:
    """Writes runs of inline content. Images with one of ``emoji_classes`` are written as their alternative text."""

    def __init__(self, links: Links, report: ConversionReport, emoji_classes: tuple[str, ...]):
        self.links = links
        self.report = report
        self.emoji_classes = emoji_classes

    def html(self, nodes: Iterable[str | HtmlElement]) -> str:
        """Return a run as one text, without its images and players, which ``pieces`` returns too."""
        text = ""
        for piece in self.pieces(nodes):
            text = join_words(text, piece) if isinstance(piece, str) else text
        return tidy(text)

    def pieces(self, nodes: Iterable[str | HtmlElement], around: Iterable[HtmlElement] = ()) -> list[str | HtmlElement]:
        """Return texts, each with its tags closed, and the elements (images, players) that stand between them.

        ``around`` are inline elements that the run stands in, outermost first.
        """
        run = _Run(self.links, self.report, self.emoji_classes)
        for node in around:
            run.enter(node)
        for node in nodes:
            run.add(node)
        return run.close()


class _Run:
    """One run in the making: the finished pieces, the text since the last of them, and the tags open in it."""

    def __init__(self, links: Links, report: ConversionReport, emoji_classes: tuple[str, ...]):
        self.links = links
        self.report = report
        self.emoji_classes = emoji_classes
        self.done: list[str | HtmlElement] = []
        self.text: list[str] = []
        self.open: list[str] = []

    def add(self, node: str | HtmlElement) -> None:
        if isinstance(node, str):
            self.text.append(escape(SPACE.sub(" ", node), quote=False))
        elif node.tag == "br":
            # The editor keeps no break inside a link.
            self.text.append(" " if any(tag.startswith("<a ") for tag in self.open) else BREAK)
        elif node.tag in MEDIA_TAGS:
            self._add_media(node)
        elif node.tag not in TAGS_WITHOUT_TEXT:
            self._add_element(node)

    def _add_element(self, node: HtmlElement) -> None:
        href = node.get("href") or ""
        if node.tag == "a" and href.startswith("#") and BACK_TO_TEXT.fullmatch("".join(node.itertext())):
            self.report.dropped("link", href, "it led from a note back into the text")
            return
        depth = len(self.open)
        self.enter(node)
        if node.tag == "button":
            self.text.append(" ")
        if node.tag == "q":
            self.text.append("“")
        for child in iter_content(node):
            self.add(child)
        if node.tag == "q":
            self.text.append("”")
        self._close_to(depth)

    def enter(self, node: HtmlElement) -> None:
        """Open the stored tag of an element, if it has one and the same tag is not open already."""
        if node.tag == "a":
            words = "".join(node.itertext()).strip()
            # The link of an image is written with the image.
            tag = "" if is_image_link(node) else self.links.start_tag(node.get("href"), words)
            if tag and not any(opened.startswith("<a ") for opened in self.open):
                self._open(tag)
        elif node.tag in STORED_TAGS and f"<{STORED_TAGS[node.tag]}>" not in self.open:
            self._open(f"<{STORED_TAGS[node.tag]}>")

    def _open(self, tag: str) -> None:
        self.open.append(tag)
        self.text.append(tag)

    def _close_to(self, depth: int) -> None:
        while len(self.open) > depth:
            self.text.append(_end_tag(self.open.pop()))

    def _add_media(self, node: HtmlElement) -> None:
        if node.tag == "img" and has_class(node, *self.emoji_classes):
            self.text.append(escape(node.get("alt") or "", quote=False))
            return
        self.text.extend(_end_tag(tag) for tag in reversed(self.open))
        self.done += ["".join(self.text), node]
        self.text = list(self.open)

    def close(self) -> list[str | HtmlElement]:
        self._close_to(0)
        return [*self.done, "".join(self.text)]


def _end_tag(tag: str) -> str:
    return "</" + tag[1:].partition(" ")[0].rstrip(">") + ">"
