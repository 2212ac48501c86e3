"""``manage.py work``: run background tasks. ``manage.py serve`` starts it next to the web server."""

from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DatabaseWorkerCommand

from delivery.database import WorkerConnection, limit_database_time
from delivery.heartbeat import start_heartbeat
from delivery.supervised import exit_with_supervisor


class Command(DatabaseWorkerCommand):
    help = "Run background tasks (text extraction, imports, index updates) until it is told to stop."

    def handle(self, **options: Any) -> None:
        exit_with_supervisor()
        limit_database_time(WorkerConnection)
        start_heartbeat()
        super().handle(**options)
