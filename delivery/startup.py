"""Start-up steps before the site is served: port, database, migrations, static files."""

import contextlib
import fcntl
import hashlib
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from core.style_sheets import PRINT_SHEETS, SHEETS

DATABASE_TIMEOUT_SECONDS = 60
# Older ones are refused before anything is migrated (docs/decisions/0071-operating-a-site.md).
OLDEST_POSTGRESQL = 16
# What PostgreSQL says when waiting is of no use: a wrong password or user, a database that is not there. It has codes
# for them (28..., 3D000), which psycopg does not pass on when a connection fails.
FINAL = re.compile(
    r"authentication failed|no password supplied|role .* does not exist|database .* does not exist|no pg_hba.conf entry"
    r"|permission denied for database"
)
STARTUP_LOCK_KEY = 7_468_121  # an arbitrary number: the key of a PostgreSQL advisory lock

Report = Callable[[str], object]  # prints one line


def check_port(host: str, port: int) -> None:
    """Raise ``CommandError`` with one line if the port is not free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # A server that has just ended leaves its port in TIME_WAIT, which does not prevent a new one.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot serve on {host}, port {port}: {error.strerror}. PORT=8001 would choose another port."
            ) from error


def wait_for_database(report: Report) -> None:
    """Wait for a database that is still starting, as that of docker-compose.yml may be.

    Raises ``CommandError`` after ``DATABASE_TIMEOUT_SECONDS``, and at once for a password, user, database or version
    that waiting does not change.
    """
    deadline = time.monotonic() + DATABASE_TIMEOUT_SECONDS
    is_reported = False
    while True:
        try:
            connection.ensure_connection()
            return check_database_version()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            reason = str(error).strip().partition("\n")[0]
            if FINAL.search(str(error)):
                raise CommandError(f"The database refuses this site: {reason} Correct DATABASE_URL.") from error
            if time.monotonic() > deadline:
                raise CommandError(f"The database does not answer: {reason}") from error
            if not is_reported:
                report(f"Waiting up to {DATABASE_TIMEOUT_SECONDS} seconds for the database: {reason}")
                is_reported = True
            time.sleep(0.5)


def check_database_version() -> None:
    """Raise ``CommandError`` with one line for a PostgreSQL that is older than ``OLDEST_POSTGRESQL``."""
    number = connection.connection.info.server_version  # as libpq gives it: 150004 for 15.4
    if number // 10_000 < OLDEST_POSTGRESQL:
        raise CommandError(
            f"PostgreSQL {number // 10_000} is too old: Roundtable needs {OLDEST_POSTGRESQL} or newer. Update it, or "
            "unset DATABASE_URL for the one that Roundtable brings along. Nothing was changed."
        )


@contextlib.contextmanager
def startup_lock() -> Iterator[None]:
    """Let only one process of a site at a time run the block, as several servers may start together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [STARTUP_LOCK_KEY])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [STARTUP_LOCK_KEY])


def migrate(report: Report) -> None:
    """Run the migrations if any is unapplied; the ``migrate`` command takes seconds to find that none is.

    Raises ``CommandError`` if a system check of the database fails (core.checks).
    """
    found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    if errors := [error.msg for error in found if error.is_serious()]:
        raise CommandError(" ".join(errors))
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        report(f"Preparing the database ({len(plan)} steps).")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(report: Report) -> None:
    """Collect, hash and compress the static files if one of them has changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name(root.name + ".stamp")
    found = get_static_fingerprint()

    def is_current() -> bool:
        return root.is_dir() and stamp.is_file() and stamp.read_text() == found

    if is_current():
        return
    # Sites with databases of their own may share the folder: startup_lock() does not part them.
    root.parent.mkdir(parents=True, exist_ok=True)
    with root.with_name(root.name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_current():
            read_manifest()
            return
        report("Collecting the static files.")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(found)


def read_manifest() -> None:
    """Read the names of the static files again: the server is forked from this process, which may know earlier ones."""
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        staticfiles_storage.hashed_files, staticfiles_storage.manifest_hash = staticfiles_storage.load_manifest()


def get_static_fingerprint() -> str:
    """Return a hash of the names, sizes and times of all static files, and of the order of the style sheets.

    Times are rounded to seconds, as container images store no fractions.
    """
    digest = hashlib.sha256(f"{settings.STORAGES['staticfiles']['BACKEND']} {SHEETS} {PRINT_SHEETS}".encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda item: item[0]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{facts.st_size}\0{int(facts.st_mtime)}\0".encode())
    return digest.hexdigest()
