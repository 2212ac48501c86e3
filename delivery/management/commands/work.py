"""`manage.py work`: runs background tasks. `manage.py serve` starts one beside the web server."""

from django_tasks_db.management.commands import db_worker

from delivery.supervisor import exit_with_parent


class Command(db_worker.Command):
    help = "Run background tasks (text extraction, imports, index updates) until it is told to stop."

    def handle(self, **options):
        exit_with_parent()
        super().handle(**options)
