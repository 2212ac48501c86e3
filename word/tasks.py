"""Reading a large text as a task of ``manage.py work``."""

import logging

from django_tasks import task

from .models import ReadText
from .reading.documents import PROBLEMS
from .services import read

logger = logging.getLogger(__name__)


@task()
def read_in_background(pk: int) -> None:
    text = ReadText.objects.filter(pk=pk, state=ReadText.State.WAITING).first()
    if text is None:
        return
    try:
        read(text)
    except Exception:
        ReadText.objects.filter(pk=pk).update(state=ReadText.State.REFUSED, message=str(PROBLEMS["damaged"]))
        logger.exception("The text %s could not be read", pk)
