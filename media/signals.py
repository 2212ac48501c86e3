"""Signals of documents. Both are sent with ``document`` after its record was saved."""

from django.dispatch import Signal

#: A document has a new file.
file_changed = Signal()
#: The text of a document was extracted again.
text_extracted = Signal()
