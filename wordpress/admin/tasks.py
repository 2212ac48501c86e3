"""The import as a task of ``manage.py work``."""

import logging
from pathlib import Path

from django_tasks import task

from ..importing.names import PeopleFileError
from ..importing.options import ImportOptions
from ..importing.runner import note_end, run_import
from ..importing.session import ImportRefusedError
from ..importing.undo import run_undo
from ..importing.uploads import UploadsError
from ..models import ImportRun
from ..reading.records import NotAnExport
from .files import remove_uploads

logger = logging.getLogger(__name__)
REFUSALS = (NotAnExport, UploadsError, PeopleFileError, ImportRefusedError)


def options_of(run: ImportRun) -> ImportOptions:
    options = {name: value for name, value in run.options.items() if name != "undo"}
    paths = {name: options[name] and Path(options[name]) for name in ("uploads", "report", "people")}
    return ImportOptions(**options | paths | {"files": tuple(map(Path, options["files"]))})


@task()
def import_in_background(run_pk: int) -> None:
    """Do what a run that waits asks for, and note how it ended."""
    run = ImportRun.objects.filter(pk=run_pk, state=ImportRun.State.WAITING).first()
    if run is None:
        return
    work = run_undo if run.options.get("undo") else run_import
    try:
        result = work(options_of(run), run=run, user=run.user)
    except REFUSALS as refusal:
        note_end(run, ImportRun.State.REFUSED, message=str(refusal))
    except Exception as error:
        note_end(run, ImportRun.State.FAILED, message=f"{type(error).__name__}: {error}")
        logger.exception("The import %s stopped", run.pk)
    else:
        note_end(run, ImportRun.State.DONE, result=result)
        if not run.dry_run:
            remove_uploads(run)
