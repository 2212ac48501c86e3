"""``manage.py work``: run background tasks. ``manage.py serve`` starts it next to the web server."""

import logging
import os
from argparse import ArgumentParser
from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DatabaseWorkerCommand

from delivery.background import start_jobs
from delivery.database import WorkerConnection, limit_database_time
from delivery.heartbeat import start_heartbeat
from delivery.supervised import exit_with_supervisor
from delivery.supervision import ENDED_VARIABLE

logger = logging.getLogger(__name__)


class Command(DatabaseWorkerCommand):
    help = "Run background tasks (text extraction, imports, index updates) until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--jobs", action="store_true", help="publish what is due and run the recurring jobs, too")

    def handle(self, *, jobs: bool, **options: Any) -> None:
        if ended := os.environ.get(ENDED_VARIABLE):
            logger.error("The task worker ended by itself (exit code %s) and was started anew", ended)
        exit_with_supervisor()
        limit_database_time(WorkerConnection)
        start_heartbeat()
        if jobs:
            start_jobs()
        super().handle(**options)
