"""The daily backup: a job that hands the work to the task worker, so that nothing else waits for it."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.management import CommandError, call_command
from django_tasks import task

from core.jobs import every

from .archive import copy_uploads, get_archive

logger = logging.getLogger(__name__)


@task()
def back_up() -> None:
    try:
        call_command("backup", verbosity=0)
    except CommandError as error:
        logger.error("The daily backup failed: %s", error)
        raise


@task()
def add_base() -> None:
    try:
        call_command("backup", base=True, verbosity=0)
    except CommandError as error:
        logger.error("The daily base backup of the archive failed: %s", error)
        raise


@every(timedelta(days=1))
def back_up_daily() -> None:
    if settings.BACKUP_DIR:
        back_up.enqueue()
    if settings.ARCHIVE_DIR:
        add_base.enqueue()


@every(timedelta(minutes=3))
def archive_uploads() -> None:
    """Uploads are at most this old when they are safe; the log is received within seconds."""
    if archive := get_archive():
        copy_uploads(archive)
