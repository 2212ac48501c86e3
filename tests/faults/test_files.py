"""A sample of hostile files: refused or accepted within time and memory, and never served as what runs."""

import pytest

from bench.prove.hostile_files import make_files

from .proving import run_part

# The database is a copy of the one that this mark makes.
pytestmark = pytest.mark.django_db


def test_hostile_files_are_within_time_and_memory(database):
    result = run_part(database, "files", "--sample", "14", "--seed", "4")
    assert result.returncode == 0
    assert "files: 14 tried, 0 problems" in result.stdout


def test_there_are_two_hundred():
    assert len(make_files()) >= 200
