"""An import whose worker was killed goes on when there is a worker again, without anybody having to ask."""

from datetime import timedelta

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from core.jobs import every

from ..models import ImportRun
from . import state
from .tasks import import_in_background

UNFINISHED = (ImportRun.State.WAITING, ImportRun.State.RUNNING)


def is_queued(run: ImportRun) -> bool:
    """Whether a worker that looks for work will find this run."""
    waiting = DBTaskResult.objects.ready().filter(task_path=import_in_background.module_path)
    return waiting.filter(args_kwargs__args=[run.pk]).exists()


@every(timedelta(minutes=1))
def go_on_with_what_was_stopped() -> None:
    """Ask a worker again for the imports that were begun in the admin and left in the middle.

    One that ended with its process more often than by chance waits for somebody to look at it
    (``state.goes_on_by_itself``).
    """
    for run in ImportRun.objects.filter(state__in=UNFINISHED):
        with transaction.atomic():
            # Somebody may press “Go on” at this moment.
            run = ImportRun.objects.select_for_update().filter(pk=run.pk, state__in=UNFINISHED).first()
            if run is None or not state.goes_on_by_itself(run) or is_queued(run):
                continue
            run.options["begun_again"] = run.options.get("begun_again", 0) + 1
            run.state = ImportRun.State.WAITING
            run.save()
            transaction.on_commit(lambda pk=run.pk: import_in_background.enqueue(pk))
