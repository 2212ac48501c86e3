"""Resuming imports whose worker was killed, as soon as there is a worker again."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from core.jobs import every

from ..models import ImportRun
from . import state
from .tasks import import_in_background

UNFINISHED = (ImportRun.State.WAITING, ImportRun.State.RUNNING)


def is_queued(run: ImportRun) -> bool:
    """Whether a task for this run is in the queue."""
    waiting = DBTaskResult.objects.ready().filter(task_path=import_in_background.module_path)
    return waiting.filter(args_kwargs__args=[run.pk]).exists()


@every(timedelta(minutes=1))
def resume_interrupted_runs() -> None:
    """Queue the imports again that were started in the admin and interrupted.

    A run that was interrupted several times waits for somebody to look at it (``state.resumes_automatically``).
    """
    for pk in ImportRun.objects.filter(state__in=UNFINISHED).values_list("pk", flat=True):
        with transaction.atomic():
            # Somebody may press “Go on” at this moment.
            run = ImportRun.objects.select_for_update().filter(pk=pk, state__in=UNFINISHED).first()
            if run is None or not state.resumes_automatically(run) or is_queued(run):
                continue
            run.options["begun_again"] = run.options.get("begun_again", 0) + 1
            run.state = ImportRun.State.WAITING
            run.save()
            transaction.on_commit(partial(import_in_background.enqueue, pk))
