"""Background tasks on files."""

from typing import Any

from django.dispatch import receiver
from django_tasks import task

from .extraction import ExtractedText, extract
from .models import CustomDocument
from .signals import file_changed, text_extracted


@task()
def extract_text(document_id: int) -> str:
    """Extract the text of a document and store it.

    Returns its new ``text_state``, or "deleted" or "replaced" if the document or its file has changed meanwhile.
    """
    document = CustomDocument.objects.filter(pk=document_id).first()
    if document is None:
        return "deleted"
    kind = document.file_extension.lower()
    try:
        with document.open_file() as file:
            found = extract(file, kind)
    except OSError:
        found = ExtractedText("", "missing")
    state = CustomDocument.TextState.READ if found.text else CustomDocument.TextState.UNREAD
    # If the file was replaced meanwhile, the new one has a task of its own, and this text is dropped.
    same_file = CustomDocument.objects.filter(pk=document_id, file_changed_at=document.file_changed_at)
    if not same_file.update(text=found.text, text_state=state, text_problem=found.problem):
        return "replaced"
    document.refresh_from_db()
    text_extracted.send(CustomDocument, document=document)
    return state


@receiver(file_changed)
def enqueue_extraction(sender: type[CustomDocument], document: CustomDocument, **kwargs: Any) -> None:
    extract_text.enqueue(document.pk)
