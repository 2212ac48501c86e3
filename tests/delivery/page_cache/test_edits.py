"""A sample of random edits under readers, in two web processes. ``make bench`` makes a thousand."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.databases import copy_of_test_database

# The database is a copy of the one that this mark makes.
pytestmark = pytest.mark.django_db

EDITS = 10
PATIENCE = 500  # seconds, on a machine that does much else


def test_no_page_is_stale_after_an_edit_and_none_fails_without_the_database(django_db_setup, django_db_blocker):
    with copy_of_test_database(django_db_blocker, "edits") as url:
        result = subprocess.run(
            [sys.executable, "-m", "bench.delivery.edits", "--here", "--edits", str(EDITS)],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    print(result.stdout, result.stderr)  # shown if the test fails
    assert f"{EDITS} edits: 0 problems" in result.stdout
