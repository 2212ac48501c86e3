"""`manage.py serve`: the site, ready to use. `make run` and the container run this."""

import os

from django.conf import settings
from django.core.management import BaseCommand, call_command

from core.mail import MISSING, is_configured
from delivery import startup, supervisor


class Command(BaseCommand):
    help = "Bring the database and the static files up to date, then serve the site until Ctrl-C."
    requires_system_checks = []  # `migrate` runs them when there is something new

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--workers", type=int, default=2, help="web server processes")
        parser.add_argument("--reload", action="store_true", help="restart when a file changes")
        parser.add_argument("--demo", action="store_true", help="load the demo when the database is empty")

    def handle(self, *, host, port, workers, reload, demo, **options):
        try:
            self.prepare(host, port, demo)
        except KeyboardInterrupt:
            return
        # Reloading needs no second process, and one restarts sooner than two.
        command = supervisor.granian(host, port, 1 if reload else workers, reload)
        supervisor.supervise(command, host, port, ready=lambda: self.greet(demo))

    def prepare(self, host, port, demo):
        startup.check_port(host, port)
        startup.wait_for_database(self.say)
        with startup.one_at_a_time():
            startup.migrate(self.say)
            call_command("set_site_address")
            if demo:
                call_command("load_demo", if_empty=True)
        if not settings.DEBUG:
            startup.collect_static(self.say)

    def greet(self, demo):
        self.say(f"\nThe site:      {settings.SITE_URL}/\nIts admin:     {settings.SITE_URL}/admin/")
        if demo:
            call_command("load_demo", accounts=True)
        if not is_configured():
            self.say(MISSING)
        self.say("Ctrl-C stops it.")

    def say(self, message):
        self.stdout.write(message)
        self.stdout.flush()
