"""When the last good backup was: for `manage.py doctor`, `/health/ready/` and the admin's front page."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince

from delivery.findings import Finding, bad, good, note
from delivery.models import BackupRecord

LATE = timedelta(hours=26)  # a daily one that failed once
SET_UP = "set BACKUP_DIR for one a day, best on another disk (docs/operations.md)"


def get_last_backup() -> BackupRecord | None:
    return BackupRecord.objects.order_by("-made_at").first()


def check_backup() -> Finding:
    """Return what is to be known of the backups: bad where they are wanted (BACKUP_DIR) and do not come."""
    last = get_last_backup()
    if last is None:
        return (bad if settings.BACKUP_DIR else note)("There is no backup of this site.", SET_UP)
    age = timezone.now() - last.made_at
    text = f"The last good backup is {timesince(last.made_at)} old: {last.place}."
    if settings.BACKUP_DIR and age > LATE:
        return bad(text, "see why in the log, or run `manage.py backup`")
    return note(text, SET_UP) if age > LATE else good(text)
