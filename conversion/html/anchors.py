"""The places within a text that its links lead to: headings, each of which has an anchor here."""

import re
from dataclasses import replace
from urllib.parse import unquote

from django.utils.text import slugify
from lxml.html import HtmlElement

from ..context import DROPPED
from ..findings import Report
from .tree import text_of

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INSIDE = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.DOTALL)
# What they hold is plain text, whatever it looks like.
PLAIN = {"code", "heading", "table"}
NO_PLACE = "it led to a place in the text that has no address here"


class Places:
    def __init__(self, body: HtmlElement, report: Report):
        self.report = report
        self.anchors = _anchors(body)
        #: Where the findings of links stand in the report, by the anchor that they were led to.
        self.led_to: dict[str, list[int]] = {}

    def find(self, name: str) -> str | None:
        """Return the anchor of what an old page knew by this name, if it has one."""
        return self.anchors.get(name) or self.anchors.get(slugify(unquote(name).removeprefix("h-")))

    def link(self, anchor: str) -> str:
        """Return the start tag of a link to an anchor. The last finding is that of the link."""
        self.led_to.setdefault(anchor, []).append(len(self.report.findings) - 1)
        return f'<a href="#{anchor}">'

    def settle(self, blocks: list[dict]) -> list[dict]:
        """Return the finished blocks without links to what became no heading, such as one in a quotation."""
        there = {slugify(block["value"]["text"]) for block in blocks if block["type"] == "heading"}
        lost = self.led_to.keys() - there
        if not lost:
            return blocks
        for position in (position for anchor in lost for position in self.led_to[anchor]):
            finding = self.report.findings[position]
            self.report.findings[position] = replace(finding, outcome=DROPPED, reason=NO_PLACE)
        return [
            block if block["type"] in PLAIN else block | {"value": _without(lost, block["value"])} for block in blocks
        ]


def _without(anchors: set[str], value):
    """Return a block's value in which links to these anchors are their words."""
    match value:
        case str():
            return INSIDE.sub(lambda link: link[2] if link[1] in anchors else link[0], value)
        case list():
            return [_without(anchors, each) for each in value]
        case dict():
            return {name: _without(anchors, each) for name, each in value.items()}
        case _:
            return value


def _anchors(body: HtmlElement) -> dict[str, str]:
    """Map the ids of headings, and of what stands in them, to the anchors that headings have here.

    Tables of contents lead to ids that were made of a heading's words when it was shown: its anchor stands for them.
    """
    found = {}
    for heading in body.iter(*HEADINGS):
        anchor = slugify(text_of(heading))
        names = [name for node in heading.iter() for name in (node.get("id"), node.get("name"))]
        for name in filter(None, [*names, anchor]):
            if anchor:
                found.setdefault(name, anchor)
    return found
