from typing import Any

from django.core.management.base import BaseCommand

from delivery.jobs import run_due_jobs


class Command(BaseCommand):
    help = "Run the recurring jobs that are due. `manage.py serve` does so each minute."

    def handle(self, *, verbosity: int, **options: Any) -> None:  # type: ignore[override]  # the options by name
        for name in run_due_jobs():
            if verbosity:
                self.stdout.write(name)
