"""Benchmark databases: made beside the site's own, and dropped afterwards."""

from contextlib import contextmanager

from django.db import connection

from search.engine.db.parallel import close_second_connection


@contextmanager
def bench_database(name: str, *, keep: bool = False):
    """Make an empty, migrated database ``test_<name>`` for the block; with ``keep``, it stays as it was left."""
    connection.settings_dict["TEST"]["NAME"] = f"test_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=keep, serialize=False)
    try:
        yield
    finally:
        close_second_connection()
        connection.creation.destroy_test_db(f"test_{name}", verbosity=0, keepdb=keep)
