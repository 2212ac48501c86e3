"""What `manage.py serve` starts and watches, without its processes."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import OperationalError

from delivery import background, supervised, supervision, supervisor


def test_failing_minute_is_logged_and_survived(monkeypatch, caplog):
    def fail(*arguments, **options):
        raise OperationalError("the database is away")

    monkeypatch.setattr(background, "call_command", fail)
    monkeypatch.setattr(background.connections, "close_all", lambda: None)
    background.run_periodic_commands()
    assert "publish_scheduled failed" in caplog.text
    assert "run_jobs failed" in caplog.text


def test_granian_reloads_on_demand_only():
    assert "--reload" in supervisor.build_server_command("127.0.0.1", 8000, 1, reload=True)
    assert "--reload" not in supervisor.build_server_command("127.0.0.1", 8000, 2, reload=False)


def test_somebody_runs_the_jobs_whatever_runs_the_tasks(settings):
    assert supervisor.build_worker_command()[1:3] == ["manage.py", "run_jobs"]  # the tests' settings run tasks at once
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    command = supervisor.build_worker_command()
    assert (command[1:3], command[-1]) == (["manage.py", "work"], "--jobs")


def test_worker_without_a_supervisor_watches_nobody(monkeypatch):
    monkeypatch.delenv(supervised.SUPERVISOR_VARIABLE, raising=False)
    monkeypatch.setattr(supervised.threading, "Thread", None)
    supervised.exit_with_supervisor()


def test_a_missing_disk_of_the_archive_does_not_end_the_site(settings, tmp_path, caplog, monkeypatch):
    monkeypatch.setattr(background.connections, "close_all", lambda: None)
    assert background.start_archiving() is None
    assert not caplog.records
    (tmp_path / "file").touch()
    settings.ARCHIVE_DIR = str(tmp_path / "file" / "archive")
    assert background.start_archiving() is None
    assert "not archived: [Errno 20]" in caplog.text


def test_what_watches_imports_neither_django_nor_the_site():
    code = "import sys, delivery.supervision; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    names = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert not names & {"django", "wagtail", "psycopg", "psutil", "core", "config"}


class TestWatching:
    """The supervisor's loop in a process of its own, with small programs as web server and worker."""

    @pytest.fixture
    def watcher(self, tmp_path, monkeypatch):
        log = tmp_path / "log"
        worker = f"import os, time; print(os.environ['{supervision.ENDED_VARIABLE}'], file=open({str(log)!r}, 'a'))"
        code = f"""
import subprocess, sys
from delivery import supervision
supervision.RESTART_SECONDS = 0.2
server = supervision.start_process([sys.executable, "-c", "import time; time.sleep({{seconds}})"], {{{{}}}})
worker = [sys.executable, "-c", {worker + "; time.sleep({life}); os._exit(3)"!r}]
sys.exit(supervision.run(server, worker, ["touch", {str(tmp_path / "last")!r}]))
"""
        processes = []

        def start(**times):
            processes.append(subprocess.Popen([sys.executable, "-c", code.format(**times)], stderr=subprocess.PIPE))
            return processes[-1], log

        yield start
        for process in processes:
            process.kill()
            process.wait()
            process.stderr.close()

    def test_a_worker_that_ends_is_started_anew(self, watcher, tmp_path):
        process, log = watcher(seconds=60, life=0)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not (log.exists() and log.read_text().count("3") >= 2):
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert log.read_text().splitlines()[:3] == ["", "3", "3"]
        assert (tmp_path / "last").exists()

    def test_a_web_server_that_ends_ends_it_all(self, watcher, tmp_path):
        process, _log = watcher(seconds=0.3, life=60)
        assert process.wait(20) == 1
        assert b"The web server ended by itself (exit code 0)." in process.stderr.read()
        assert (tmp_path / "last").exists()

    def test_signals_wait_while_it_becomes_the_watcher(self, monkeypatch):
        seen = []
        monkeypatch.setattr(os, "execv", lambda *arguments: seen.append(arguments))
        monkeypatch.setattr(supervision.signal, "pthread_sigmask", lambda *arguments: seen.append(arguments))
        supervision.become(5, ["work"], [])
        assert seen[0] == (signal.SIG_BLOCK, supervision.SIGNALS)
        assert seen[1][1][-1] == '[5, ["work"], []]'

    def test_a_signal_that_waited_stops_everything_in_order(self, tmp_path):
        code = f"""
import os, signal, sys
from delivery import supervision
server = supervision.start_process([sys.executable, "-c", "import time; time.sleep(60)"], {{}})
print(server, flush=True)
signal.pthread_sigmask(signal.SIG_BLOCK, supervision.SIGNALS)
os.kill(os.getpid(), signal.SIGTERM)
supervision.become(server, [], ["touch", {str(tmp_path / "last")!r}])
"""
        watcher = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
        assert (watcher.returncode, watcher.stderr) == (0, "")
        assert (tmp_path / "last").exists()
        with pytest.raises(ProcessLookupError):
            os.kill(int(watcher.stdout), 0)
