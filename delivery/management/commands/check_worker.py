"""``manage.py check_worker``: the health check of a container that runs background tasks and jobs."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from delivery.heartbeat import check_jobs, check_worker


class Command(BaseCommand):
    help = "End with 1 and a line if the task worker or the recurring jobs have stopped."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        for finding in (check_worker(), check_jobs()):
            if not finding.is_good:
                raise CommandError(finding.text)
