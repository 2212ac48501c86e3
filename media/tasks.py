"""Background tasks on files."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task

from core.jobs import every

from .extraction import ExtractedText, extract
from .models import CustomDocument, CustomImage, CustomRendition
from .renditions import cut_due_images
from .signals import file_changed, text_extracted

TASK_SECONDS = 10  # of cutting images; then other tasks have their turn
JOB_SECONDS = 20
GRACE = timedelta(minutes=2)  # for the task, before the job cuts an image
#: Fields on which the renditions of an image depend.
CUT_FIELDS = {"file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"}


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


@task()
def cut_images() -> None:
    """Cut the images that are due; if that takes long, in several tasks."""
    if cut_due_images(TASK_SECONDS):
        cut_images.enqueue()


@every(timedelta(minutes=1))
def cut_missing_images() -> None:
    """Cut what no task has cut: see ``media.renditions``."""
    cut_due_images(JOB_SECONDS, before=timezone.now() - GRACE)


@receiver(post_save, sender=CustomImage)
def enqueue_cutting(
    sender: type[CustomImage], instance: CustomImage, update_fields: Iterable[str] | None = None, **kwargs: Any
) -> None:
    if update_fields is None or CUT_FIELDS.intersection(update_fields):
        mark_uncut(instance.pk)
        cut_images.enqueue()


@receiver(post_delete, sender=CustomRendition)
def note_missing_rendition(
    sender: type[CustomRendition], instance: CustomRendition, origin: Any = None, **kwargs: Any
) -> None:
    """Have an image cut again whose renditions alone were deleted, as by ``wagtail_update_image_renditions``."""
    deleted = getattr(origin, "model", type(origin))
    if deleted is CustomRendition:
        mark_uncut(instance.image_id)


def mark_uncut(image_id: int) -> None:
    CustomImage.objects.filter(pk=image_id).update(cut_key="", cut_failures=0, cut_due_at=timezone.now())


def cut_again(image_ids: Collection) -> None:
    """Cut those of some images of which a size is missing, in the background."""
    if image_ids and CustomImage.objects.uncut().filter(pk__in=image_ids).update(cut_due_at=timezone.now()):
        cut_images.enqueue()
