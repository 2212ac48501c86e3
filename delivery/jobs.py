"""Running the registered jobs (``core.jobs``) that are due."""

import logging
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from core.jobs import Job, registered_jobs

from .models import JobRun

logger = logging.getLogger(__name__)


def claim(job: Job, now: datetime) -> bool:
    """Note that ``job`` starts now, unless another process did so within its interval."""
    JobRun.objects.get_or_create(name=job.name)
    due = Q(started_at__isnull=True) | Q(started_at__lte=now - job.interval)
    return bool(JobRun.objects.filter(due, name=job.name).update(started_at=now))


def run_due_jobs(now: datetime | None = None) -> list[str]:
    """Run what is due and return the names of the jobs that were run. A job that fails stops no other."""
    now = now or timezone.now()
    due = [job for job in registered_jobs() if claim(job, now)]
    for job in due:
        try:
            job.run()
        except Exception:
            logger.exception("The job %s failed", job.name)
    return [job.name for job in due]
