"""What state a run is in, as somebody who looks at it in the admin needs to know."""

from datetime import timedelta

from django.utils import timezone

from ..importing.runner import import_is_at_work
from ..models import ImportedItem, ImportRun
from . import files

# A run that has said nothing for so long, while nothing is imported at all, was stopped with its process.
SILENCE = timedelta(seconds=20)
# The same while something is imported, which may be another run.
LONG_SILENCE = timedelta(minutes=5)
# The background worker looks for work every second; one that has not looked for so long is not there.
PATIENCE = timedelta(minutes=1)
# So often a run goes on by itself. One that is stopped more often may be what stops the worker.
MOST_TIMES = 3


def has_report(run: ImportRun) -> bool:
    return (files.folder(run) / "report" / "report.html").is_file()


def has_uploads(run: ImportRun) -> bool:
    return files.uploads_folder(run).is_dir()


def is_stuck(run: ImportRun) -> bool:
    """Whether a run was stopped with its process, or by an error."""
    silence = timezone.now() - run.seen_at
    stopped = silence > LONG_SILENCE or (silence > SILENCE and not import_is_at_work())
    return run.state == run.State.FAILED or (run.state == run.State.RUNNING and stopped)


def is_forgotten(run: ImportRun) -> bool:
    """Whether a run waits although nothing is at work: no background worker is running."""
    waits = run.state == run.State.WAITING and timezone.now() - run.seen_at > PATIENCE
    return waits and not import_is_at_work()


def goes_on_by_itself(run: ImportRun) -> bool:
    """Whether a run was left in the middle by a worker that is gone, and the next one takes it up.

    Nobody sits before a run that was begun in the admin; the command tells whoever began it, and has no user.
    """
    left = run.state == run.State.RUNNING and is_stuck(run)
    may = run.user_id is not None and run.options.get("begun_again", 0) < MOST_TIMES
    return may and (left or is_forgotten(run)) and not import_is_at_work()


def can_import(run: ImportRun) -> bool:
    """Whether there is something to import, or to go on with, and the files for it."""
    looked_at = run.dry_run and run.state == run.State.DONE
    return has_uploads(run) and (looked_at or is_stuck(run) or bool(run.options.get("may_try_again")))


def brought_in(source: str):
    """Return the records of what imports of an old site made here; undoing takes them out."""
    return ImportedItem.objects.filter(source=source, made_here=True).exclude(page=None, image=None, document=None)


def can_undo(run: ImportRun) -> bool:
    """Whether there is something to take out; an undoing that was stopped may be asked for again."""
    over = run.is_over or is_stuck(run)
    done = run.options.get("undo") and run.state == run.State.DONE
    return bool(run.source) and not run.dry_run and over and not done and brought_in(run.source).exists()
