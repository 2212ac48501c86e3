"""A sample of the kill harness: nothing is lost, doubled, unlogged, stale or leaked. ``make prove`` runs all of it."""

import os
import random
import subprocess
import sys

import pytest
from django.conf import settings

from tests.databases import copy_of_test_database

# The database is a copy of the one that this mark makes.
pytestmark = pytest.mark.django_db

EVERY = 29
PATIENCE = 300  # seconds, on a machine that does much else


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker):
    with copy_of_test_database(django_db_blocker, "kills") as url:
        yield url


def test_killed_before_any_statement_nothing_is_half_done(database):
    offset = random.randrange(EVERY)  # noqa: S311 - chance, not secrets
    command = [sys.executable, "-m", "bench.prove.kills", "--here", "--every", str(EVERY), "--offset", str(offset)]
    environment = os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    result = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    print(result.stdout, result.stderr)  # shown if the test fails
    assert result.returncode == 0
    assert result.stdout.count(" problems") == 11
