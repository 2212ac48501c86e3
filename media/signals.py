from django.dispatch import Signal

#: Sent when the text of a document was read anew, with ``document``; its record is saved by then.
document_read = Signal()
