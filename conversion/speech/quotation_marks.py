"""Quotation marks, and what stands between them."""

import re
from dataclasses import dataclass
from html import unescape

from .names import Attribution

MARKS = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "“"}
# Also as in German books, in Swedish, and as typed: these say nothing inside a text, but may begin one.
PAIRS = MARKS | {"»": "«", "›": "‹", "”": "”", "'": "'"}
# These are apostrophes, too: only after a stop, or before a comma, do they end a quotation.
DOUBTFUL = {"’", "'"}
TAG = re.compile(r"<[^<>]*>")
PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.DOTALL)
MIN_WORDS = 4
# A speech that has not ended by then has lost its closing mark.
MAX_RUN = 30


@dataclass
class Speech:
    """A quotation: the paragraphs inside its marks, who said it, and the paragraphs to keep around it."""

    attribution: Attribution
    paragraphs: list[str]
    lead: str
    before: str
    after: str


def plain(html: str) -> str:
    return " ".join(unescape(TAG.sub("", html.replace("<br/>", " ").replace("</p>", " "))).split())


def closing_of(body: str, mark: str) -> int | None:
    """Return where the quotation ends in this paragraph, or None if it goes on."""
    closing = PAIRS[mark]
    text = TAG.sub(lambda match: " " * len(match[0]), body)
    if mark == closing or mark == "‘":
        # These marks do double duty inside: only one that nothing but a stop follows can be the end.
        bare = text.rstrip().rstrip(".").rstrip()
        return len(bare) - 1 if bare.endswith(closing) else None
    depth = 1
    for position, character in enumerate(text):
        if character == mark:
            depth += 1
        elif character == closing:
            depth -= 1
            if not depth:
                return position
    return None


def is_balanced(html: str) -> bool:
    """Whether every tag that a piece opens is closed in it, so that it can stand alone."""
    opened: list[str] = []
    for tag in TAG.findall(html):
        name = tag.strip("</> ").split(" ")[0]
        if tag.startswith("</"):
            if not opened or opened.pop() != name:
                return False
        elif not tag.endswith("/>"):
            opened.append(name)
    return not opened
