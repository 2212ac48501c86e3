"""Headings, levelled so that the highest of a body is the second (the page's title is the first)."""

from html import escape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from ..findings import Report
from ..html.inline import Inline
from ..html.tree import text_of
from .stream import Stream

MAX_CHARS = 255
LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
LOWEST = 4


class Headings:
    def __init__(self, body: HtmlElement, inline: Inline, report: Report):
        self.inline = inline
        self.report = report
        used = [int(heading.tag[1]) for heading in body.iter(*LEVELS) if text_of(heading)]
        self.lift = min(used, default=2) - 2
        self.level = 1

    def add(self, stream: Stream, node: HtmlElement) -> None:
        """Add a heading; its links stand in a paragraph below it, for a heading holds none."""
        words = text_of(node)
        if not words:
            if not any(True for _image in node.iter("img")):
                self.report.count_markup("empty heading", "it said nothing")
            return
        if len(words) > MAX_CHARS:
            self.report.changed("heading", words, "too long for a heading; it became a paragraph")
            stream.text(f"<p><b>{self.inline.html(node.itertext())}</b></p>")
            return
        level = min(int(node.tag[1]) - self.lift, self.level + 1, LOWEST)
        self.level = level
        if f"h{level}" == node.tag:
            self.report.kept("heading", words)
        else:
            self.report.changed(
                "heading", words, f"level {node.tag[1]} became {level}: headings begin at 2, without gaps"
            )
        stream.add("heading", {"text": words, "level": f"h{level}"})
        self._links(stream, node)

    def _links(self, stream: Stream, node: HtmlElement) -> None:
        below = []
        for link in node.iter("a"):
            href = (link.get("href") or "").strip()
            if href and not href.startswith("#") and text_of(link):
                tag = self.inline.links.open(href, text_of(link))
                below.append(f"{tag}{escape(_said(href), quote=False)}</a>" if tag else "")
        if any(below):
            stream.text(f"<p>{', '.join(filter(None, below))}</p>")


def _said(href: str) -> str:
    """Return an address as people say it."""
    parts = urlsplit(href)
    return (parts.netloc.removeprefix("www.") + parts.path.rstrip("/")) or href
