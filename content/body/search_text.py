"""The words of a body, as the search index wants them."""

import re
from html import unescape

from django.dispatch import Signal
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

#: What ends a line of rich text.
_ENDS = re.compile(r"</(?:p|h[1-6]|li|blockquote)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
#: Sent with ``page_ids`` when the words of live pages changed although nobody published them, as with their venue.
content_changed = Signal()


def stream_text(stream: StreamValue) -> str:
    """Return the plain text of a body: a line for each paragraph, table cell or other piece of a block."""
    texts = stream.stream_block.get_searchable_content(stream)
    # A text block makes the word “None” of a value that is missing, as in bodies older than the field.
    return lines(*(str(text) for text in texts if text and text != "None"))


def lines(*texts: str) -> str:
    """Return pieces of text as lines, without those that are empty."""
    return "\n".join(text for text in texts if text)


def stream_headings(stream: StreamValue) -> str:
    """Return the text of a body's heading blocks."""
    return " ".join(block.value.get("text") or "" for block in stream if block.block_type == "heading")


def rich_text(value: str) -> str:
    """Return the plain text of a rich text field."""
    return get_text_for_indexing(value)


def rich_text_lines(value: str) -> str:
    """Return the same with a line for each paragraph, list item or heading."""
    pieces = _ENDS.sub("\n", " ".join(value.split())).split("\n")
    return lines(*(" ".join(unescape(strip_tags(piece)).split()) for piece in pieces))
