"""Data retention of what other packages keep and nobody else deletes: finished background tasks."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .jobs import every

TASKS_KEPT = timedelta(days=14)


@every(timedelta(days=1))
def delete_finished_tasks() -> None:
    DBTaskResult.objects.finished().filter(finished_at__lte=timezone.now() - TASKS_KEPT).delete()
