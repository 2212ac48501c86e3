"""The import as a task of ``manage.py work``."""

import logging
from dataclasses import fields
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from ..importing.names import PeopleFileError
from ..importing.options import ImportOptions
from ..importing.runner import is_disk_full, note_end, run_import
from ..importing.session import ImportRefusedError, ImportStoppedError
from ..importing.undo import undo_source
from ..importing.uploads import UploadsError
from ..models import ImportRun
from ..reading.records import NotAnExport
from .files import remove_uploads

logger = logging.getLogger(__name__)
REFUSALS = (NotAnExport, UploadsError, PeopleFileError, ImportRefusedError)


def options_of(run: ImportRun) -> ImportOptions:
    known = {field.name for field in fields(ImportOptions)}
    options = {name: value for name, value in run.options.items() if name in known}
    paths = {name: options[name] and Path(options[name]) for name in ("uploads", "report", "people")}
    return ImportOptions(**options | paths | {"files": tuple(map(Path, options["files"]))})


def reason_of(error: Exception) -> str:
    """Return why an import stopped, in words if it is something that people can mend."""
    if is_disk_full(error):
        return _("The server’s disk is full.")
    if isinstance(error, ImportStoppedError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return _("An uploaded file is not there any more: %(file)s.") % {"file": Path(error.filename or "?").name}
    return f"{type(error).__name__}: {error}"


@task()
def import_in_background(run_pk: int) -> None:
    """Do what a run that waits asks for, and note how it ended."""
    waiting = ImportRun.objects.filter(pk=run_pk, state=ImportRun.State.WAITING)
    # One statement: a run that was asked for twice is taken up once.
    if not waiting.update(state=ImportRun.State.RUNNING, seen_at=timezone.now()):
        return
    run = ImportRun.objects.get(pk=run_pk)
    try:
        if run.options.get("undo"):
            result = undo_source(run.source, run=run, user=run.user)
        else:
            result = run_import(options_of(run), run=run, user=run.user)
    except REFUSALS as refusal:
        # Another import, or a section that is missing, is no fault of the files.
        run.options["may_try_again"] = isinstance(refusal, ImportRefusedError)
        note_end(run, ImportRun.State.REFUSED, message=str(refusal))
    except Exception as error:
        note_end(run, ImportRun.State.FAILED, message=reason_of(error))
        logger.exception("The import %s stopped", run.pk)
    else:
        note_end(run, ImportRun.State.DONE, result=result)
        if not run.dry_run:
            remove_uploads(run)
