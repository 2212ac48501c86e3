"""A database for measuring, beside the site's own and gone afterwards."""

import os
from contextlib import contextmanager

import django


@contextmanager
def bench_database(name: str, *, keep: bool = False):
    """Set Django up with an empty, migrated database ``test_<name>``; with ``keep``, as it was left."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
    from django.db import connection

    from search.engine.db.parallel import close_second_connection

    connection.settings_dict["TEST"]["NAME"] = f"test_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=keep, serialize=False)
    try:
        yield
    finally:
        close_second_connection()
        connection.creation.destroy_test_db(f"test_{name}", verbosity=0, keepdb=keep)
