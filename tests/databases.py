"""Databases for what runs in processes of its own and cannot share a test's transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.db import connection, connections


@contextmanager
def copy_of_test_database(blocker, purpose: str) -> Iterator[str]:
    """Yield the URL of a database that is migrated as the tests' own is, without migrating it again."""
    template = connection.settings_dict["NAME"]
    name = f"{template}_{purpose}"
    quoted = connection.ops.quote_name
    connections.close_all()  # PostgreSQL copies no database that somebody is connected to
    with blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quoted(name)} TEMPLATE {quoted(template)}")
        parameters = connection.get_connection_params()
    try:
        yield url_of(parameters | {"dbname": name})
    finally:
        with blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted(name)} WITH (FORCE)")


def url_of(parameters: dict) -> str:
    account = ":".join(quote(parameters.get(part) or "", safe="") for part in ("user", "password"))
    host = parameters.get("host") or "localhost"
    port = parameters.get("port") or 5432
    # django-environ finds the folder of a Unix socket in the path: postgres://user@:5432//folder/name
    place = f":{port}/{quote(host)}" if host.startswith("/") else f"{host}:{port}"
    return f"postgres://{account}@{place}/{quote(parameters['dbname'])}"
