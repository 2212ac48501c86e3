"""The daily backup: a job that hands the work to the task worker, so that nothing else waits for it."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.management import CommandError, call_command
from django_tasks import task

from core.jobs import every

logger = logging.getLogger(__name__)


@task()
def back_up() -> None:
    try:
        call_command("backup", verbosity=0)
    except CommandError as error:
        logger.error("The daily backup failed: %s", error)
        raise


@every(timedelta(days=1))
def back_up_daily() -> None:
    if settings.BACKUP_DIR:
        back_up.enqueue()
