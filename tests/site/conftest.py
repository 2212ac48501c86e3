"""The demo, loaded once for all tests of the whole site and rolled back after them."""

import pytest
from django.db import transaction

from demo.loader import DemoLoader


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        DemoLoader().load()
        yield
        transaction.set_rollback(True)
