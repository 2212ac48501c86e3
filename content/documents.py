"""Documents for the search index: their content, the condition that they are private, and a signal of changes."""

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal

from media.querysets import in_private_collection

__all__ = ["DocumentContent", "document_changed", "get_document_content", "in_private_collection"]

#: Sent with ``document`` when its title, its collection or its text may have changed. For a new file it is sent twice:
#: when the document is saved, and when the text has been extracted from the file.
document_changed = Signal()


@dataclass(frozen=True)
class DocumentContent:
    """The content of a document for the search index.

    ``text`` is plain, one line for each paragraph or page; empty until it has been extracted from the file.
    """

    title: str
    text: str
    date: datetime


def get_document_content(document) -> DocumentContent:
    return DocumentContent(document.title, document.text, document.created_at)
