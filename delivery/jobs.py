"""The runner of the recurring jobs that are registered in ``core.jobs``."""

import logging
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from core.jobs import Job, registered_jobs

from .models import JobRun

logger = logging.getLogger(__name__)


def claim_job(job: Job, now: datetime) -> bool:
    """Record that ``job`` starts now; return False if another process has started it within its interval."""
    JobRun.objects.get_or_create(name=job.name)
    due = Q(started_at__isnull=True) | Q(started_at__lte=now - job.interval)
    return bool(JobRun.objects.filter(due, name=job.name).update(started_at=now))


def run_due_jobs(now: datetime | None = None) -> list[str]:
    """Run the due jobs and return their names. An error of one job is logged and does not stop the others."""
    now = now or timezone.now()
    due = [job for job in registered_jobs() if claim_job(job, now)]
    for job in due:
        try:
            job.run()
        except Exception:
            logger.exception("The job %s failed", job.name)
    return [job.name for job in due]
