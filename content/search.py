"""The words of a body, as the search index wants them."""

from django.dispatch import Signal
from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

#: Sent with ``page_ids`` when the words of live pages changed although nobody published them, as with their venue.
words_changed = Signal()


def stream_text(stream: StreamValue) -> str:
    """Return the plain text of a body, block after block."""
    texts = stream.stream_block.get_searchable_content(stream)
    # A text block makes the word “None” of a value that is missing, as in bodies older than the field.
    return " ".join(str(text) for text in texts if text and text != "None")


def stream_headings(stream: StreamValue) -> str:
    """Return the text of a body's heading blocks."""
    return " ".join(block.value.get("text") or "" for block in stream if block.block_type == "heading")


def rich_text(value: str) -> str:
    """Return the plain text of a rich text field."""
    return get_text_for_indexing(value)
