"""Fixtures of the search's tests."""

from collections.abc import Iterator

import pytest
from django.db import connection, connections

from search.engine.db.parallel import close_second_connection
from tests.databases import copy_of_test_database


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[str]:
    """A database of its own, without a transaction around the test: other connections see what was saved.

    The value is its URL.
    """
    with copy_of_test_database(django_db_blocker, "beside") as url, django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = f"{name}_beside"
        try:
            yield url
        finally:
            close_second_connection()
            connections.close_all()
            connection.settings_dict["NAME"] = name
