"""``manage.py serve``: prepare and serve the site. ``make run`` and the container run it."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError

from core.mail import MISSING, is_configured
from delivery import startup, supervisor
from delivery.generation import begin_generations


def get_account_command() -> str:
    """Return the command for another terminal that makes an administrator of this site."""
    if Path("/.dockerenv").exists():
        return "docker compose exec web .venv/bin/python manage.py createsuperuser"
    return ".venv/bin/python manage.py createsuperuser"


def has_account() -> bool:
    return get_user_model()._default_manager.filter(is_active=True).exists()


class Command(BaseCommand):
    help = "Bring the database and the static files up to date, then serve the site until Ctrl-C."
    # `migrate` runs the checks when there is something new.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--workers", type=int, default=2, help="web server processes")
        parser.add_argument("--reload", action="store_true", help="restart when a file changes")
        parser.add_argument(
            "--only",
            choices=["web", "worker"],
            help="run the web server without background tasks and jobs, or these alone (as two containers do)",
        )
        parser.add_argument("--demo", action="store_true", help="load the demo when the database is empty")

    def handle(  # type: ignore[override]  # the options by name
        self, *, host: str, port: int, workers: int, reload: bool, only: str | None, demo: bool, **options: Any
    ) -> None:
        try:
            if only == "worker":
                startup.wait_for_database(self.print_line)
                with startup.startup_lock():
                    startup.migrate(self.print_line)
                supervisor.supervise_worker()
            self.prepare(host, port, demo)
        except KeyboardInterrupt:
            return
        except (OSError, DatabaseError) as error:  # a full disk, a folder or a right that is missing
            reason = str(error).strip().partition("\n")[0]
            raise CommandError(f"The site cannot start: {reason} (--traceback shows where)") from error
        # For reloading one process is enough, and restarts faster.
        command = supervisor.build_server_command(host, port, 1 if reload else workers, reload)
        supervisor.supervise(
            command, host, port, on_ready=lambda: self.print_addresses(demo), with_worker=only != "web"
        )

    def prepare(self, host: str, port: int, demo: bool) -> None:
        startup.check_port(host, port)
        startup.wait_for_database(self.print_line)
        with startup.startup_lock():
            startup.migrate(self.print_line)
            call_command("set_site_address")
            if demo:
                call_command("load_demo", if_empty=True)
        if not settings.DEBUG:
            startup.collect_static(self.print_line)
        # The program, a setting or a static file may be new: pages are rendered anew when they are asked for.
        begin_generations()

    def print_addresses(self, demo: bool) -> None:
        self.print_line(f"\nThe site:      {settings.SITE_URL}/\nIts admin:     {settings.SITE_URL}/admin/")
        if demo:
            call_command("load_demo", accounts=True)
        if not has_account():
            self.print_line(f"\nNobody can log in yet. Make the first administrator:  {get_account_command()}\n")
        if not is_configured():
            self.print_line(MISSING)
        self.print_line("Ctrl-C stops it.")

    def print_line(self, message: str) -> None:
        self.stdout.write(message)
        self.stdout.flush()
