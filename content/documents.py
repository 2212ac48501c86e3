"""Documents as search knows them: what they say, whether anybody may read them, and when either changes."""

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal

from media.querysets import in_private_collection

__all__ = ["DocumentContent", "document_changed", "get_document_content", "in_private_collection"]

#: Sent with ``document`` when its title, its place or its text has changed. A new file comes twice: when it is there,
#: and when it has been read.
document_changed = Signal()


@dataclass(frozen=True)
class DocumentContent:
    """What a document tells the search index. ``text`` is plain, a line a paragraph or page; empty if it is unread."""

    title: str
    text: str
    date: datetime


def get_document_content(document) -> DocumentContent:
    return DocumentContent(document.title, document.text, document.created_at)
