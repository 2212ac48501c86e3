"""Recurring jobs: each runs when it is due, once, and none stops the others."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from core import jobs
from core.jobs import every
from delivery.jobs import run_due_jobs
from delivery.models import JobRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch) -> list[str]:
    """Two jobs in an empty registry, the first of which fails; the list of what was run."""
    monkeypatch.setattr(jobs, "_jobs", {})
    ran = []

    @every(timedelta(hours=1))
    def fails():
        ran.append("fails")
        raise ValueError("this one fails")

    @every(timedelta(days=1))
    def works():
        ran.append("works")

    return ran


def test_due_jobs_run_and_a_failing_one_is_logged(ran, caplog):
    now = timezone.now()
    assert [name.rsplit(".", 1)[1] for name in run_due_jobs(now)] == ["fails", "works"]
    assert ran == ["fails", "works"]
    assert "this one fails" in caplog.text


def test_nothing_runs_again_before_its_interval_is_over(ran):
    now = timezone.now()
    run_due_jobs(now)
    run_due_jobs(now + timedelta(minutes=59))
    assert ran == ["fails", "works"]
    run_due_jobs(now + timedelta(hours=1))
    assert ran == ["fails", "works", "fails"]
    run_due_jobs(now + timedelta(days=1))
    assert ran[3:] == ["fails", "works"]


def test_job_that_another_machine_has_started_is_left_to_it(ran):
    now = timezone.now()
    run_due_jobs(now)
    JobRun.objects.update(started_at=now + timedelta(days=1))
    assert run_due_jobs(now + timedelta(days=1, minutes=30)) == []


def test_command_says_what_it_ran(ran, capsys):
    call_command("run_jobs")
    assert "works" in capsys.readouterr().out
