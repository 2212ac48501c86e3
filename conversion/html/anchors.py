"""Anchors that links within a text lead to: headings, which have an anchor here made of their words."""

import re
from collections.abc import Set
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from django.utils.text import slugify
from lxml.html import HtmlElement

from ..findings import DROPPED, ConversionReport
from .elements import HEADING_TAGS
from .tree import text_of

ANCHOR_LINK = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.DOTALL)
# Blocks that hold plain text, whatever it looks like.
PLAIN_BLOCKS = {"code", "heading", "table"}
NO_ANCHOR = "it led to a place in the text that has no address here"


class Anchors:
    """The anchors of one body, and the links that were led to them."""

    def __init__(self, body: HtmlElement, report: ConversionReport):
        self.report = report
        self.by_name = _map_names(body)
        #: Where the findings of links stand in the report, by the anchor that the links lead to.
        self.finding_positions: dict[str, list[int]] = {}

    def find(self, name: str) -> str | None:
        """Return the anchor of what the source knew by this name, if it has one."""
        return self.by_name.get(name) or self.by_name.get(slugify(unquote(name).removeprefix("h-")))

    def start_tag(self, anchor: str) -> str:
        """Return the start tag of a link to an anchor. The report's last finding must be that of the link."""
        self.finding_positions.setdefault(anchor, []).append(len(self.report.findings) - 1)
        return f'<a href="#{anchor}">'

    def drop_broken_links(self, blocks: list[dict]) -> list[dict]:
        """Return the finished blocks without links to what became no heading, such as a heading in a quotation."""
        present = {slugify(block["value"]["text"]) for block in blocks if block["type"] == "heading"}
        lost = self.finding_positions.keys() - present
        if not lost:
            return blocks
        for position in (position for anchor in lost for position in self.finding_positions[anchor]):
            finding = self.report.findings[position]
            self.report.findings[position] = replace(finding, outcome=DROPPED, reason=NO_ANCHOR)
        return [
            block if block["type"] in PLAIN_BLOCKS else block | {"value": _without_links(lost, block["value"])}
            for block in blocks
        ]


def _without_links(anchors: Set[str], value: Any) -> Any:
    """Return a block's value in which links to these anchors are replaced by their words."""
    match value:
        case str():
            return ANCHOR_LINK.sub(lambda link: link[2] if link[1] in anchors else link[0], value)
        case list():
            return [_without_links(anchors, each) for each in value]
        case dict():
            return {name: _without_links(anchors, each) for name, each in value.items()}
        case _:
            return value


def _map_names(body: HtmlElement) -> dict[str, str]:
    """Map the ids of headings, and of elements in them, to the anchors that the headings have here.

    The anchor itself is a name, too: tables of contents lead to ids that were made of a heading's words.
    """
    found: dict[str, str] = {}
    for heading in body.iter(*HEADING_TAGS):
        anchor = slugify(text_of(heading))
        names = [name for node in heading.iter() for name in (node.get("id"), node.get("name"))]
        for name in filter(None, [*names, anchor]):
            if anchor:
                found.setdefault(name, anchor)
    return found
