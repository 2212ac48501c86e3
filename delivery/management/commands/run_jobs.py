from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from delivery.background import run_jobs_each_minute
from delivery.jobs import run_due_jobs
from delivery.supervised import exit_with_supervisor


class Command(BaseCommand):
    help = "Run the recurring jobs that are due. `manage.py serve` does so each minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--each-minute", action="store_true", help="go on until it is told to stop, and publish what is due, too"
        )

    def handle(self, *, verbosity: int, each_minute: bool, **options: Any) -> None:  # type: ignore[override]
        if each_minute:
            exit_with_supervisor()
            run_jobs_each_minute()
        for name in run_due_jobs():
            if verbosity:
                self.stdout.write(name)
