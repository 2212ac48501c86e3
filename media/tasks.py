"""Work on files that nobody should wait for."""

from django.apps import apps
from django_tasks import task

from .extraction import Extract, extract
from .signals import document_read


@task()
def extract_text(document_id: int) -> str:
    """Read the text of a document and keep it. Returns what the record says of it then."""
    model = apps.get_model("media", "CustomDocument")
    document = model.objects.filter(pk=document_id).first()
    if document is None:
        return "deleted"
    kind = document.file_extension.lower()
    try:
        with document.open_file() as file:
            found = extract(file, kind)
    except OSError:
        found = Extract("", "missing")
    state = model.TextState.READ if found.text else model.TextState.UNREAD
    # A file that was put in its place meanwhile has a task of its own: what was read of the old one is dropped.
    same_file = model.objects.filter(pk=document_id, file_changed_at=document.file_changed_at)
    if not same_file.update(text=found.text, text_state=state, text_problem=found.problem):
        return "replaced"
    document.refresh_from_db()
    document_read.send(model, document=document)
    return state
