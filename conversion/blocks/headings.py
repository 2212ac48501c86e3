"""Headings: their levels begin at 2, without gaps (the page's title is level 1)."""

from html import escape
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from ..findings import ConversionReport
from ..html.elements import HEADING_TAGS
from ..html.inline import Inline
from ..html.tree import text_of
from .stream import BlockStream

MAX_CHARS = 255
LOWEST_LEVEL = 4


class Headings:
    """Writes the headings of one body."""

    def __init__(self, body: HtmlElement, inline: Inline, report: ConversionReport):
        self.inline = inline
        self.report = report
        used = [int(heading.tag[1]) for heading in body.iter(*HEADING_TAGS) if text_of(heading)]
        self.lift = min(used, default=2) - 2
        self.level = 1

    def add(self, stream: BlockStream, node: HtmlElement) -> None:
        """Add a heading; its links stand in a paragraph below it, since a heading holds none."""
        words = text_of(node)
        if not words:
            if not any(True for _image in node.iter("img")):
                self.report.count_markup("empty heading", "it said nothing")
            return
        if len(words) > MAX_CHARS:
            self.report.changed("heading", words, "too long for a heading; it became a paragraph")
            stream.add_text(f"<p><b>{self.inline.html(node.itertext())}</b></p>")
            return
        level = min(int(node.tag[1]) - self.lift, self.level + 1, LOWEST_LEVEL)
        self.level = level
        if f"h{level}" == node.tag:
            self.report.kept("heading", words)
        else:
            self.report.changed(
                "heading", words, f"level {node.tag[1]} became {level}: headings begin at 2, without gaps"
            )
        stream.add("heading", {"text": words, "level": f"h{level}"})
        self._add_links(stream, node)

    def _add_links(self, stream: BlockStream, node: HtmlElement) -> None:
        below = []
        for link in node.iter("a"):
            href = (link.get("href") or "").strip()
            if href and not href.startswith("#") and text_of(link):
                tag = self.inline.links.start_tag(href, text_of(link))
                below.append(f"{tag}{escape(_readable_address(href), quote=False)}</a>" if tag else "")
        if any(below):
            stream.add_text(f"<p>{', '.join(filter(None, below))}</p>")


def _readable_address(href: str) -> str:
    """Return an address as people would say it: without scheme and “www.”."""
    parts = urlsplit(href)
    return (parts.netloc.removeprefix("www.") + parts.path.rstrip("/")) or href
