"""The state of a run: whether it is interrupted or waits for a worker, and what can be done with it."""

from collections import Counter
from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from ..importing.runner import is_import_running
from ..models import ImportedItem, ImportRun
from . import files

# A run that has not reported for this long, while no import is running, was interrupted.
STALLED_AFTER = timedelta(seconds=20)
# The same while an import is running, which may be another run.
STALLED_AFTER_WHILE_BUSY = timedelta(minutes=5)
# The background worker looks for tasks every second: after this time without one it is not running.
WORKER_MISSING_AFTER = timedelta(minutes=1)
# A run that is interrupted more often may itself be what stops the worker.
MAX_AUTOMATIC_RESUMES = 3


def has_report(run: ImportRun) -> bool:
    return (files.get_folder(run) / "report" / "report.html").is_file()


def has_uploads(run: ImportRun) -> bool:
    return files.get_uploads_folder(run).is_dir()


def was_interrupted(run: ImportRun) -> bool:
    """Whether a run was stopped by an error or with its process."""
    silent_for = timezone.now() - run.seen_at
    stopped = silent_for > STALLED_AFTER_WHILE_BUSY or (silent_for > STALLED_AFTER and not is_import_running())
    return run.state == run.State.FAILED or (run.state == run.State.RUNNING and stopped)


def lacks_worker(run: ImportRun) -> bool:
    """Whether a run waits although no import is running: there is no background worker."""
    waits = run.state == run.State.WAITING and timezone.now() - run.seen_at > WORKER_MISSING_AFTER
    return waits and not is_import_running()


def resumes_automatically(run: ImportRun) -> bool:
    """Whether the next worker resumes a run that a worker has left unfinished.

    Only runs that were started in the admin are resumed. A run of the command has no user: whoever started it sees that
    it ended.
    """
    is_unfinished = run.state == run.State.RUNNING and was_interrupted(run)
    may_resume = run.user_id is not None and run.options.get("begun_again", 0) < MAX_AUTOMATIC_RESUMES
    return may_resume and (is_unfinished or lacks_worker(run)) and not is_import_running()


def can_import(run: ImportRun) -> bool:
    """Whether there is something to import or to resume, and the files for it."""
    has_dry_run = run.dry_run and run.state == run.State.DONE
    return has_uploads(run) and (has_dry_run or was_interrupted(run) or bool(run.options.get("may_try_again")))


def get_created_items(source: str) -> QuerySet[ImportedItem]:
    """Return the records of the objects that imports of an old site created here, which an undo removes."""
    return ImportedItem.objects.filter(source=source, made_here=True).exclude(page=None, image=None, document=None)


def get_missing_files(source: str) -> QuerySet[ImportedItem]:
    """Return the records of files that pages show or link to and no import of an old site has found."""
    return ImportedItem.objects.filter(source=source, kind__in=("attachment", "file"), state=ImportedItem.State.FAILED)


def get_left_fields(source: str) -> tuple[Counter[str], set[str]]:
    """Return the custom fields with words that were not taken, with the number of their words, and those to suggest.

    These are the ones that readers certainly saw. What somebody has edited since is left out: an import keeps it.
    """
    items = ImportedItem.objects.filter(source=source, made_here=True, page__latest_revision_id=F("revision"))
    left, suggested = Counter[str](), set[str]()
    rows = items.filter(report__has_key="fields").exclude(report__fields={})
    for fields, shown in rows.values_list("report__fields", "report__shown_fields"):
        left.update(fields)
        suggested.update(shown or ())
    return left, suggested


def lacks_something(run: ImportRun) -> bool:
    """Whether an import could bring more if it were done again: the export is kept as long as that may happen."""
    return get_missing_files(run.source).exists() or bool(get_left_fields(run.source)[0])


def can_go_on(run: ImportRun) -> bool:
    """Whether a finished import can go on with uploads that it lacked, or fields that it left: its export is here."""
    is_finished = run.state == run.State.DONE and not run.dry_run and not run.options.get("undo")
    return is_finished and has_uploads(run) and not run.options.get("followed_by")


def can_undo(run: ImportRun) -> bool:
    """Whether there is something to remove; an interrupted undo can be started again."""
    over = run.is_over or was_interrupted(run)
    done = run.options.get("undo") and run.state == run.State.DONE
    return bool(run.source) and not run.dry_run and over and not done and get_created_items(run.source).exists()
