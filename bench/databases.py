"""Databases of measurements and proofs, which these may fill and spoil."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections

END_SESSIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


@contextmanager
def own_database(here: bool = False) -> Iterator[str]:
    """Connect to a new, migrated database, which nothing else uses; yield its URL, and drop it in the end.

    ``here`` yields the URL of ``DATABASE_URL`` instead, for a test that has made a copy.
    A process that was served from it may end a moment after its parent. Its session is ended here, for PostgreSQL drops
    no database that is in use.
    """
    if here:
        yield os.environ["DATABASE_URL"]
        return
    name = settings.DATABASES["default"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"roundtable_bench_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield get_database_url(connection.get_connection_params())
    finally:
        connections.close_all()
        with connection.cursor() as cursor:
            cursor.execute(END_SESSIONS, [connection.settings_dict["NAME"]])
        connection.creation.destroy_test_db(name, verbosity=0)


def get_database_url(parameters: dict[str, Any]) -> str:
    """Return the URL of a database, as ``DATABASE_URL`` has it, for the ``parameters`` of a connection."""
    account = ":".join(quote(parameters.get(part) or "", safe="") for part in ("user", "password"))
    host = parameters.get("host") or "localhost"
    port = parameters.get("port") or 5432
    # django-environ finds the folder of a Unix socket in the path: postgres://user@:5432//folder/name
    place = f":{port}/{quote(host)}" if host.startswith("/") else f"{host}:{port}"
    return f"postgres://{account}@{place}/{quote(parameters['dbname'])}"
