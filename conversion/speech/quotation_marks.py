"""Quotation marks: which closes which, and where a quotation ends."""

import re
from html import unescape

# The closing mark of each opening mark.
MARKS = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "“"}
# Also as in German books, in Swedish, and as typed. Inside a text these marks are ambiguous; at its start they open.
STARTING_MARKS = MARKS | {"»": "«", "›": "‹", "”": "”", "'": "'"}
# These are apostrophes, too: they end a quotation only after a stop or before a comma.
APOSTROPHES = {"’", "'"}
TAG = re.compile(r"<[^<>]*>")
PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.DOTALL)


def strip_tags(html: str) -> str:
    """Return the words of rich text on one line."""
    return " ".join(unescape(TAG.sub("", html.replace("<br/>", " ").replace("</p>", " "))).split())


def find_closing_mark(body: str, mark: str) -> int | None:
    """Return the position of the mark that ends the quotation in this paragraph, or None if it goes on."""
    closing = STARTING_MARKS[mark]
    text = TAG.sub(lambda match: " " * len(match[0]), body)
    if mark == closing or mark == "‘":
        # These marks are ambiguous inside a text: only one that nothing but a full stop follows can be the end.
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
    """Whether a piece of HTML closes every tag that it opens, so that it can stand alone."""
    opened: list[str] = []
    for tag in TAG.findall(html):
        name = tag.strip("</> ").split(" ")[0]
        if tag.startswith("</"):
            if not opened or opened.pop() != name:
                return False
        elif not tag.endswith("/>"):
            opened.append(name)
    return not opened
