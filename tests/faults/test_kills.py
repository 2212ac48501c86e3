"""A sample of the kill harness: nothing is lost, doubled, unlogged, stale or leaked. ``make prove`` runs all of it."""

import random

import pytest

from .proving import run_part

# The database is a copy of the one that this mark makes.
pytestmark = pytest.mark.django_db

EVERY = 29


def test_killed_before_any_statement_nothing_is_half_done(database):
    offset = random.randrange(EVERY)  # noqa: S311 - chance, not secrets
    result = run_part(database, "kills", "--sample", str(EVERY), "--seed", str(offset))
    assert result.returncode == 0
    assert result.stdout.count(" statements ") == 12
