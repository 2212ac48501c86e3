"""Imports in processes of their own, killed by the system: what nobody can catch leaves nothing half-done."""

import random
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.databases import copy_of_test_database
from tests.randomised import examples, randomised

from . import processes
from .archive import Archive
from .processes import PATIENCE, new_site, wait_until

# The databases are copies of the one that this mark makes.
pytestmark = pytest.mark.django_db

KILLS = examples(5, long=30)


@pytest.fixture
def old_blog(tmp_path) -> Archive:
    return processes.old_blog(tmp_path)


@pytest.fixture(scope="module")
def databases(django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    """The URLs of three copies, made before the test's own database is in use."""
    with ExitStack() as stack:
        yield {
            purpose: stack.enter_context(copy_of_test_database(django_db_blocker, purpose))
            for purpose in ("whole", "killed", "two")
        }


@randomised
def test_killed_at_any_moment_the_next_run_finishes(old_blog, tmp_path, databases):
    with new_site(databases, "whole", tmp_path, old_blog) as whole:
        whole.finish()
        expected, steps = whole.what_there_is(), whole.how_far()
    assert expected["wrong numbers of children"] == []
    chance = random.Random()  # noqa: S311 - chance, not secrets
    moments = sorted(chance.sample(range(3, steps - 1), KILLS))
    print(f"killed at {moments} of {steps} steps")  # shown if the test fails
    with new_site(databases, "killed", tmp_path, old_blog) as site:
        for moment in moments:
            process = site.start()
            wait_until(lambda moment=moment: site.how_far() >= moment, process)
            time.sleep(chance.uniform(0, 0.03))
            site.kill(process)
        site.finish()
        found = site.what_there_is()
        for name in expected:
            assert (name, found[name]) == (name, expected[name])
        again = site.finish()
        assert "20 unchanged" in again
        assert site.what_there_is() == found


def test_of_two_at_once_the_second_is_refused(old_blog, tmp_path, databases):
    with new_site(databases, "two", tmp_path, old_blog) as site:
        first = site.start()
        wait_until(lambda: site.how_far() > 3, first)
        first.send_signal(signal.SIGSTOP)
        second = site.start()
        _said, complaint = second.communicate(timeout=PATIENCE)
        first.send_signal(signal.SIGCONT)
        _said, complaints = first.communicate(timeout=PATIENCE)
        assert first.returncode == 0, complaints
        assert second.returncode == 1
        assert complaint.splitlines()[-1] == "CommandError: Another import is running. Wait until it is over."
        assert "Traceback" not in complaint
        assert site.ask("SELECT count(*) FROM wordpress_importeditem WHERE state <> 'done'") == [(0,)]
