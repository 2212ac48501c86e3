import pytest

from tests.databases import copy_of_test_database


@pytest.fixture(scope="module")
def database(request, django_db_setup, django_db_blocker):
    """The URL of a copy of the tests' database."""
    purpose = request.module.__name__.rpartition("_")[2]
    with copy_of_test_database(django_db_blocker, purpose) as url:
        yield url
