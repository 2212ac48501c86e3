"""What runs each minute in the task worker: scheduled pages, the recurring jobs, the receiver of the archive.

They share a process with the background tasks, because each process that holds the site takes 100 MB.
"""

import logging
import subprocess
import threading
import time

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections

from .backup.archive import start_receiver

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 60  # from one run of the periodic commands to the next


def start_jobs() -> None:
    """Run the jobs each minute in a thread, which ends with the process."""
    threading.Thread(target=run_jobs_each_minute, daemon=True, name="jobs").start()


def run_jobs_each_minute() -> None:
    receiver = start_archiving()
    while True:
        time.sleep(INTERVAL_SECONDS)
        run_periodic_commands()
        if settings.ARCHIVE_DIR and (receiver is None or receiver.poll() is not None):
            receiver = start_archiving()


def start_archiving() -> subprocess.Popen | None:
    """Start the receiver of the write-ahead log. A full or missing disk of the archive must not end the site."""
    try:
        return start_receiver()
    except (OSError, CommandError, DatabaseError) as error:
        logger.error("The write-ahead log is not archived: %s", error)
        return None
    finally:
        connections.close_all()


def run_periodic_commands() -> None:
    """Publish and expire scheduled pages, then run the due jobs. Errors are logged; the next minute tries again."""
    for command in ("publish_scheduled", "run_jobs"):
        try:
            call_command(command, verbosity=0)
        except Exception:
            logger.exception("%s failed", command)
        finally:
            connections.close_all()
