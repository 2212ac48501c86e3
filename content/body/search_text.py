"""Plain text of bodies and rich text, for the search index."""

import re
from html import unescape

from django.dispatch import Signal
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

#: The tags that end a line of rich text.
_LINE_END = re.compile(r"</(?:p|h[1-6]|li|blockquote)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
#: Sent with ``page_ids`` when the text of live pages changes without being published, e.g. when their venue changes.
content_changed = Signal()


def stream_text(stream: StreamValue) -> str:
    """Return the plain text of a body: one line for each paragraph, table cell or other part of a block."""
    texts = stream.stream_block.get_searchable_content(stream)
    # A text block turns a missing value, as in bodies that are older than the field, into the word “None”.
    return join_lines(*(str(text) for text in texts if text and text != "None"))


def join_lines(*texts: str) -> str:
    """Return the texts that are not empty, one line each."""
    return "\n".join(text for text in texts if text)


def stream_headings(stream: StreamValue) -> str:
    """Return the text of a body's heading blocks."""
    return " ".join(block.value.get("text") or "" for block in stream if block.block_type == "heading")


def plain_text(value: str) -> str:
    """Return the plain text of rich text."""
    return get_text_for_indexing(value)


def plain_text_lines(value: str) -> str:
    """Return the plain text of rich text, one line for each paragraph, list item or heading."""
    pieces = _LINE_END.sub("\n", " ".join(value.split())).split("\n")
    return join_lines(*(" ".join(unescape(strip_tags(piece)).split()) for piece in pieces))
