"""Whether the task worker and the runner of recurring jobs are alive: each leaves the time in ``JobRun``."""

import logging
import threading
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.db.models import Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from core.jobs import registered_jobs

from .findings import Finding, bad, good
from .models import JobRun

logger = logging.getLogger(__name__)

WORKER = "delivery.worker"
INTERVAL_SECONDS = 30
SILENCE = timedelta(minutes=3)  # without a beat: the worker is dead, and not merely late
WAITING = timedelta(minutes=15)  # for a task that is due: the worker hangs, or has far too much to do
START = "`manage.py serve` runs it; without it uploads are not searched and no page is indexed anew"


def beat() -> None:
    JobRun.objects.update_or_create(name=WORKER, defaults={"started_at": timezone.now()})


def start_heartbeat() -> None:
    """Record every half minute that this process lives, in a thread: one task may take long."""
    threading.Thread(target=_beat_for_ever, daemon=True, name="heartbeat").start()


def _beat_for_ever() -> None:
    pause = threading.Event()
    while True:
        try:
            beat()
        except Error as error:
            logger.warning("The heartbeat could not be stored: %s", str(error).partition("\n")[0])
        finally:
            connection.close()
        pause.wait(INTERVAL_SECONDS)


def check_worker() -> Finding:
    if not str(settings.TASKS["default"]["BACKEND"]).startswith("django_tasks_db."):
        return good("Background tasks run at once, without a worker.")
    now = timezone.now()
    last = JobRun.objects.filter(name=WORKER).values_list("started_at", flat=True).first()
    if last is None:
        return bad("The task worker has never run.", START)
    if now - last > SILENCE:
        return bad(f"The task worker is dead: it was last seen at {last:%Y-%m-%d %H:%M} UTC.", START)
    due = DBTaskResult.objects.filter(status=TaskResultStatus.READY, enqueued_at__lt=now - WAITING)
    # A task without a time of its own has the last one there is (django_tasks_db).
    waiting = due.filter(Q(run_after__lte=now - WAITING) | Q(run_after=get_date_max())).count()
    if waiting:
        return bad(f"{waiting} background tasks wait for more than 15 minutes.", "see the worker's log")
    return good("The task worker runs.")


def check_jobs() -> Finding:
    names = [job.name for job in registered_jobs()]
    last = JobRun.objects.filter(name__in=names).order_by("-started_at").values_list("started_at", flat=True).first()
    if last is None or timezone.now() - last > timedelta(minutes=5):
        return bad(
            "Recurring jobs do not run: nothing is published on time.",
            "`manage.py serve` runs them each minute; with another server let cron call `manage.py publish_scheduled` "
            "and `manage.py run_jobs`",
        )
    return good("Recurring jobs run.")
