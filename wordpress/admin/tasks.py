"""The import as a task of ``manage.py work``."""

import logging
from dataclasses import fields
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from ..importing.names import PeopleFileError
from ..importing.options import ImportOptions
from ..importing.runner import finish_run, is_disk_full, run_import
from ..importing.session import ImportBusyError, ImportRefusedError, ImportStoppedError
from ..importing.undo import undo_source
from ..importing.uploads import UploadsError
from ..models import ImportRun
from ..reading.records import NotAnExportError
from .files import remove_uploads
from .state import lacks_something

logger = logging.getLogger(__name__)
REFUSALS = (NotAnExportError, UploadsError, PeopleFileError, ImportRefusedError)


def read_options(run: ImportRun) -> ImportOptions:
    names = {field.name for field in fields(ImportOptions)}
    options = {name: value for name, value in run.options.items() if name in names}
    paths = {name: options[name] and Path(options[name]) for name in ("uploads", "report", "people")}
    listed = {"files": tuple(map(Path, options["files"])), "fields": tuple(options.get("fields", ()))}
    return ImportOptions(**options | paths | listed)


def explain_error(error: Exception) -> str:
    """Return why an import stopped, in words if it is something that users can fix."""
    if is_disk_full(error):
        return _("The server’s disk is full.")
    if isinstance(error, ImportStoppedError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return _("An uploaded file is not there any more: %(file)s.") % {"file": Path(error.filename or "?").name}
    return f"{type(error).__name__}: {error}"


@task()
def import_in_background(run_pk: int) -> None:
    """Do the import or the undo of a run that waits, and save how it ended."""
    waiting = ImportRun.objects.filter(pk=run_pk, state=ImportRun.State.WAITING)
    # One statement, so that a run that is queued twice is started once.
    if not waiting.update(state=ImportRun.State.RUNNING, seen_at=timezone.now()):
        return
    run = ImportRun.objects.get(pk=run_pk)
    try:
        if run.options.get("undo"):
            result = undo_source(run.source, run=run, user=run.user)
        else:
            result = run_import(read_options(run), run=run, user=run.user)
    except ImportBusyError:
        # As its page says, it begins when the other is over (``resume.resume_interrupted_runs``).
        run.state = ImportRun.State.WAITING
        run.save()
    except REFUSALS as refusal:
        # A missing index page is no fault of the files.
        run.options["may_try_again"] = isinstance(refusal, ImportRefusedError)
        finish_run(run, ImportRun.State.REFUSED, message=str(refusal))
    except Exception as error:
        finish_run(run, ImportRun.State.FAILED, message=explain_error(error))
        logger.exception("The import %s stopped", run.pk)
    else:
        finish_run(run, ImportRun.State.DONE, result=result)
        # The export of an import that lacked files or left fields is kept, so that it can go on with these.
        if not run.dry_run and not lacks_something(run):
            remove_uploads(run)
