"""What happens before the site is served: the port, the database, the static files."""

import contextlib
import hashlib
import socket
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

DATABASE_SECONDS = 60
START_UP_LOCK = 7_468_121  # any number: the key of a PostgreSQL advisory lock


def check_port(host: str, port: int):
    """Fail in one line, and before anything slow, when the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # A server that has just ended leaves its port in TIME_WAIT, which is no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot serve on {host}, port {port}: {error.strerror}. PORT=8001 would choose another port."
            ) from error


def wait_for_database(say):
    """Wait for a database that is still starting, as the one of docker-compose.yml may be."""
    deadline = time.monotonic() + DATABASE_SECONDS
    said = False
    while True:
        try:
            connection.ensure_connection()
            return
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            reason = str(error).strip().partition("\n")[0]
            if time.monotonic() > deadline:
                raise CommandError(f"The database does not answer: {reason}") from error
            if not said:
                say(f"Waiting up to {DATABASE_SECONDS} seconds for the database: {reason}")
                said = True
            time.sleep(0.5)


@contextlib.contextmanager
def one_at_a_time():
    """Two web processes of one site may start together, and only one should migrate."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [START_UP_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [START_UP_LOCK])


def migrate(say):
    """Migrate if anything is unapplied: the command itself takes seconds to find that nothing is."""
    found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    if errors := [error.msg for error in found if error.is_serious()]:
        raise CommandError(" ".join(errors))
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Preparing the database ({len(plan)} steps).")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(say):
    """Collect, hash and compress the static files if one of them changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name(root.name + ".stamp")
    found = static_fingerprint()
    if root.is_dir() and stamp.is_file() and stamp.read_text() == found:
        return
    say("Collecting the static files.")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(found)


def static_fingerprint() -> str:
    """Changes with any static file: by name, size and time (in seconds, as container images keep it)."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda item: item[0]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{facts.st_size}\0{int(facts.st_mtime)}\0".encode())
    return digest.hexdigest()
