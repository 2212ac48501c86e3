"""What is well and what is not, in short: for ``/health/ready/`` and the metrics. ``manage.py doctor`` says more."""

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from . import replica
from .backup.archive import check_archive
from .backup.status import check_backup
from .findings import Finding, bad, good
from .heartbeat import check_jobs, check_worker


def get_findings() -> dict[str, Finding]:
    """Return a finding for each part that may fail while pages can be read. Raises the database's errors."""
    findings = {"worker": check_worker(), "jobs": check_jobs(), "backup": check_backup()}
    if (archive := check_archive()) is not None:
        findings["archive"] = archive
    if settings.CACHE_URL:
        findings["cache"] = check_cache_server()
    if (problem := replica.get_problem()) is not None:
        findings["replica"] = bad(problem, "see its log") if problem else good("The replica is used.")
    return findings


def check_cache_server() -> Finding:
    server = getattr(caches["default"], "server", None)  # of ``core.shared_cache.SharedCache``
    if server and not server.is_answering():
        return bad("The cache server does not answer.", "start it; pages are slower without")
    return good("The cache server answers.")


def get_waiting_tasks() -> int:
    now = timezone.now()
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY, enqueued_at__lte=now).count()
