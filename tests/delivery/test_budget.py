"""No page has become a quarter dearer, nor asks more queries, than when it was measured (decision 79)."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.databases import copy_of_test_database

# The database is a copy of the one that this mark makes.
pytestmark = pytest.mark.django_db

PATIENCE = 500  # seconds, on a machine that does much else


def test_every_page_is_within_its_budget(django_db_setup, django_db_blocker):
    with copy_of_test_database(django_db_blocker, "budget") as url:
        result = subprocess.run(
            [sys.executable, "-m", "bench.stock.budget", "--here", "--check"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": url, "BENCH_SETTINGS": "config.settings.stock"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    print(result.stdout, result.stderr)  # shown if the test fails
    assert result.returncode == 0
    assert result.stdout.count("queries (at most") == 12
