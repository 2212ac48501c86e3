"""The supervisor of `manage.py serve`, without its processes."""

from django.db import OperationalError

from delivery import supervised, supervisor


def test_failing_minute_is_logged_and_survived(monkeypatch, caplog):
    def fail(*arguments, **options):
        raise OperationalError("the database is away")

    monkeypatch.setattr(supervisor, "call_command", fail)
    monkeypatch.setattr(supervisor.connections, "close_all", lambda: None)
    supervisor.run_periodic_commands()
    assert "publish_scheduled failed" in caplog.text
    assert "run_jobs failed" in caplog.text


def test_granian_reloads_on_demand_only():
    assert "--reload" in supervisor.build_server_command("127.0.0.1", 8000, 1, reload=True)
    assert "--reload" not in supervisor.build_server_command("127.0.0.1", 8000, 2, reload=False)


def test_worker_without_a_supervisor_watches_nobody(monkeypatch):
    monkeypatch.delenv(supervised.SUPERVISOR_VARIABLE, raising=False)
    monkeypatch.setattr(supervised.threading, "Thread", None)
    supervised.exit_with_supervisor()


def test_a_missing_disk_of_the_archive_does_not_end_the_site(settings, tmp_path, caplog):
    assert supervisor.start_archiving() is None
    assert not caplog.records
    (tmp_path / "file").touch()
    settings.ARCHIVE_DIR = str(tmp_path / "file" / "archive")
    assert supervisor.start_archiving() is None
    assert "not archived: [Errno 20]" in caplog.text
