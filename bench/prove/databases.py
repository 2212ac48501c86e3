"""A database for the proofs, which they may fill and spoil."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import connection


@contextmanager
def own_database() -> Iterator[None]:
    """Connect to a new, migrated database, apart from those of tests and other proofs, which may run meanwhile."""
    name = settings.DATABASES["default"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"roundtable_prove_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def url_of(parameters: dict) -> str:
    """Return the URL of a database, as ``DATABASE_URL`` has it, for the ``parameters`` of a connection."""
    account = ":".join(quote(parameters.get(part) or "", safe="") for part in ("user", "password"))
    host = parameters.get("host") or "localhost"
    port = parameters.get("port") or 5432
    # django-environ finds the folder of a Unix socket in the path: postgres://user@:5432//folder/name
    place = f":{port}/{quote(host)}" if host.startswith("/") else f"{host}:{port}"
    return f"postgres://{account}@{place}/{quote(parameters['dbname'])}"
