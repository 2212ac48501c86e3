"""Running text: what stands inside a paragraph, in the features that the editor has."""

import re
from collections.abc import Iterable
from html import escape

import nh3
from lxml.html import HtmlElement

from ..findings import Report
from .links import Links
from .tree import SHOWN_TAGS, content, has_class, is_image_link

MARKS = {
    "b": "b", "strong": "b",
    "i": "i", "em": "i", "cite": "i", "dfn": "i", "var": "i",
    "s": "s", "del": "s", "strike": "s",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
    "sup": "sup", "sub": "sub",
}  # fmt: skip
UNSPOKEN = {"script", "style", "param", "source", "track", "input", "option"}
SPACE = re.compile(r"[ \t\n\r\f]+")
BREAK = "<br/>"
# What plugins for footnotes put behind a note, to lead back to the text.
BACK = re.compile(r"[\s↩↵↑⇑^\ufe0e]+")
EMPTY = re.compile(r"<(b|i|s|code|sup|sub|a)\b[^<>]*>(\s*)</\1>")
BREAKS_FIRST = re.compile(r"(?:\s|<br/>)*")
BREAKS_LAST = re.compile(r"(?:\s|>/rb<)*")
AROUND_BREAK = re.compile(r" *<br/> *")

LINK_ATTRIBUTES = {"a": {"href", "linktype", "id"}}
PARAGRAPH_TAGS = {"p", "br", "b", "i", "s", "code", "sup", "sub", "a", "ul", "ol", "li"}
QUOTE_TAGS = {"p", "br", "b", "i", "a"}
CAPTION_TAGS = {"br", "b", "i", "a", "p"}


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    # In-page anchors and relative addresses have no scheme and pass.
    return nh3.Cleaner(
        tags=tags,
        attributes=LINK_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel", "ftp"},
    )


_cleaners = {frozenset(tags): _cleaner(tags) for tags in (PARAGRAPH_TAGS, QUOTE_TAGS, CAPTION_TAGS)}


def rich_text(html: str, tags: set[str] = PARAGRAPH_TAGS) -> str:
    """Return rich text as Wagtail stores it, with nothing that the block's editor would lose."""
    return _cleaners[frozenset(tags)].clean(html).replace("<br>", BREAK).replace("&nbsp;", "\xa0")


def tidy(html: str) -> str:
    """Take white space and breaks from the ends, and marks that mark nothing."""
    previous = None
    while previous != html:
        previous, html = html, EMPTY.sub(r"\2", html)
    html = AROUND_BREAK.sub(BREAK, SPACE.sub(" ", html))
    # From the end, text is read backwards: a search would begin anew at each of a thousand breaks.
    start, end = BREAKS_FIRST.match(html).end(), len(html) - BREAKS_LAST.match(html[::-1]).end()
    return html[start:end]


class Inline:
    """Writes runs of inline content."""

    def __init__(self, links: Links, report: Report):
        self.links = links
        self.report = report

    def html(self, nodes: Iterable[str | HtmlElement]) -> str:
        """Return a run as one text. What it shows beside text is left out: ``pieces`` gives that too."""
        return tidy("".join(piece for piece in self.pieces(nodes) if isinstance(piece, str)))

    def pieces(self, nodes: Iterable[str | HtmlElement], around: Iterable[HtmlElement] = ()) -> list[str | HtmlElement]:
        """Return texts, each with its tags closed, and the elements (images, players) that stand between them.

        ``around`` are inline elements that the run stands in, outermost first.
        """
        run = _Run(self.links, self.report)
        for node in around:
            run.enter(node)
        for node in nodes:
            run.add(node)
        return run.close()


class _Run:
    def __init__(self, links: Links, report: Report):
        self.links = links
        self.report = report
        self.done: list[str | HtmlElement] = []
        self.text: list[str] = []
        self.open: list[str] = []

    def add(self, node: str | HtmlElement) -> None:
        if isinstance(node, str):
            self.text.append(escape(SPACE.sub(" ", node), quote=False))
        elif node.tag == "br":
            # The editor keeps no break inside a link.
            self.text.append(" " if any(tag.startswith("<a ") for tag in self.open) else BREAK)
        elif node.tag in SHOWN_TAGS:
            self._show(node)
        elif node.tag not in UNSPOKEN:
            self._element(node)

    def _element(self, node: HtmlElement) -> None:
        href = node.get("href") or ""
        if node.tag == "a" and href.startswith("#") and BACK.fullmatch("".join(node.itertext())):
            self.report.dropped("link", href, "it led from a note back into the text")
            return
        depth = len(self.open)
        self.enter(node)
        if node.tag == "button":
            self.text.append(" ")
        if node.tag == "q":
            self.text.append("“")
        for child in content(node):
            self.add(child)
        if node.tag == "q":
            self.text.append("”")
        self._leave(depth)

    def enter(self, node: HtmlElement) -> None:
        """Open the tag that an element has here, if it has one and does not stand in its like already."""
        if node.tag == "a":
            words = "".join(node.itertext()).strip()
            # The link of an image is the image's own affair.
            tag = "" if is_image_link(node) else self.links.open(node.get("href"), words)
            if tag and not any(opened.startswith("<a ") for opened in self.open):
                self._open(tag)
        elif node.tag in MARKS and f"<{MARKS[node.tag]}>" not in self.open:
            self._open(f"<{MARKS[node.tag]}>")

    def _open(self, tag: str) -> None:
        self.open.append(tag)
        self.text.append(tag)

    def _leave(self, depth: int) -> None:
        while len(self.open) > depth:
            self.text.append(_end_of(self.open.pop()))

    def _show(self, node: HtmlElement) -> None:
        if node.tag == "img" and has_class(node, "wp-smiley", "emoji"):
            self.text.append(escape(node.get("alt") or "", quote=False))
            return
        self.text.extend(_end_of(tag) for tag in reversed(self.open))
        self.done += ["".join(self.text), node]
        self.text = list(self.open)

    def close(self) -> list[str | HtmlElement]:
        self._leave(0)
        return [*self.done, "".join(self.text)]


def _end_of(tag: str) -> str:
    return "</" + tag[1:].partition(" ")[0].rstrip(">") + ">"
