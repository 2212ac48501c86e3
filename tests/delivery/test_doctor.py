"""`manage.py doctor` finds what is wrong and says what to do; `/health/ready/` knows a dead worker and late backups."""

import json
import shutil
from datetime import timedelta
from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.jobs import registered_jobs
from delivery import heartbeat, startup
from delivery.backup import status
from delivery.doctor import checks
from delivery.findings import Level
from delivery.models import BackupRecord, JobRun

DATABASE_BACKEND = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def record_backup(**age) -> BackupRecord:
    made_at = timezone.now() - timedelta(**age)
    return BackupRecord.objects.create(made_at=made_at, finished_at=made_at, place="/mnt/backup/one", size=1000)


def run_jobs_now() -> None:
    for job in registered_jobs():
        JobRun.objects.update_or_create(name=job.name, defaults={"started_at": timezone.now()})


def doctor(**options) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("doctor", stdout=out, **options)
    except SystemExit as error:
        return out.getvalue(), int(str(error.code))
    return out.getvalue(), 0


@pytest.mark.django_db
class TestDoctor:
    def test_examines_everything(self):
        findings = json.loads(doctor(as_json=True)[0])
        assert list(findings) == [
            "configuration", "database", "extensions", "meaning", "replica", "cache", "mail", "storage", "images",
            "disk", "clock", "worker", "jobs", "backup", "archive", "certificate",
        ]  # fmt: skip
        good = {name for name, finding in findings.items() if finding["level"] == "good"}
        assert {"database", "extensions", "cache", "storage", "clock", "worker"} <= good

    def test_ends_with_1_and_advice_if_something_is_bad(self):
        text, code = doctor()
        assert code == 1
        assert "BAD   Jobs" in text
        assert "→ `manage.py serve` runs them each minute" in text

    def test_goes_on_without_a_database(self):
        away = OperationalError("connection refused\nsecond line")
        with mock.patch.object(connection, "ensure_connection", side_effect=away):
            finding = checks.examine(checks.check_database)
        assert finding.level == Level.BAD
        assert "connection refused." in finding.text

    def test_full_disk(self, monkeypatch):
        usage = shutil.disk_usage("/")._replace(free=100_000_000)
        monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
        assert checks.check_disk().level == Level.BAD

    def test_media_folder_that_cannot_be_written(self, monkeypatch):
        monkeypatch.setattr(checks.tempfile, "NamedTemporaryFile", mock.Mock(side_effect=OSError(28, "No space left")))
        assert "No space left" in checks.check_storage().text

    def test_missing_mail_server(self, settings):
        settings.EMAIL_BACKEND = "core.mail.HoldingEmailBackend"
        assert checks.check_mail().level == Level.BAD
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        assert "refused" in checks.check_mail().text

    def test_dead_cache(self, settings):
        settings.CACHES = {"default": {"BACKEND": "core.shared_cache.SharedCache", "LOCATION": "redis://127.0.0.1:1"}}
        assert checks.check_cache().level == Level.BAD

    def test_clock_that_is_wrong(self, monkeypatch):
        real = checks.time.time
        monkeypatch.setattr(checks.time, "time", lambda: real() + 3600)
        assert "differ by 3600 seconds" in checks.check_clock().text

    def test_certificate_that_cannot_be_reached(self, settings):
        settings.SITE_URL = "https://127.0.0.1:1"
        assert checks.check_certificate().level == Level.NOTE


@pytest.mark.django_db
class TestWorker:
    @pytest.fixture(autouse=True)
    def _database_backend(self, settings):
        settings.TASKS = DATABASE_BACKEND

    def test_beat_keeps_it_alive(self):
        assert heartbeat.check_worker().text == "The task worker has never run."
        heartbeat.beat()
        assert heartbeat.check_worker().is_good

    def test_silence_is_death(self):
        JobRun.objects.create(name=heartbeat.WORKER, started_at=timezone.now() - timedelta(minutes=4))
        assert "is dead" in heartbeat.check_worker().text

    def test_worker_that_hangs(self):
        heartbeat.beat()
        task = DBTaskResult.objects.create(args_kwargs={"args": [], "kwargs": {}}, task_path="media.tasks.x")
        assert heartbeat.check_worker().is_good
        DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(hours=1))
        assert "1 background tasks wait" in heartbeat.check_worker().text

    def test_health_tells(self, client, settings):
        settings.BACKUP_DIR = "/mnt/backup"
        run_jobs_now()
        record = record_backup(hours=1)
        answer = client.get("/health/ready/")
        assert answer.status_code == 200
        assert answer.json() == {
            "status": "degraded", "database": "ok", "worker": "failing", "jobs": "ok", "backup": "ok",
            "last_backup": record.made_at.isoformat(),
        }  # fmt: skip
        heartbeat.beat()
        assert client.get("/health/ready/").json()["status"] == "ok"


@pytest.mark.django_db
class TestLastBackup:
    def test_none(self, settings):
        assert status.check_backup().level == Level.NOTE
        settings.BACKUP_DIR = "/mnt/backup"
        assert status.check_backup().level == Level.BAD

    @pytest.mark.parametrize(("hours", "level"), [(1, Level.GOOD), (25, Level.GOOD), (27, Level.BAD)])
    def test_age(self, settings, hours, level):
        settings.BACKUP_DIR = "/mnt/backup"
        record_backup(hours=hours)
        record_backup(hours=99)
        assert status.check_backup().level == level

    def test_administrators_see_it_and_editors_do_not(self, client, make_user):
        record_backup(days=3)
        client.force_login(make_user("Administrators"))
        assert "The last good backup was made on" in client.get("/admin/").content.decode()
        client.force_login(make_user("Editors"))
        assert "The last good backup" not in client.get("/admin/").content.decode()


@pytest.mark.django_db
class TestDatabaseAtTheStart:
    def test_old_version_is_refused_in_one_line(self, monkeypatch):
        monkeypatch.setattr(startup, "OLDEST_POSTGRESQL", 99)
        with pytest.raises(CommandError, match=r"PostgreSQL 18 is too old: Roundtable needs 99 or newer") as caught:
            startup.wait_for_database(lambda line: None)
        assert "\n" not in str(caught.value)

    @pytest.mark.parametrize(
        "reason",
        [
            'connection failed: FATAL:  password authentication failed for user "roundtable"',
            'connection failed: FATAL:  role "nobody" does not exist',
            'connection failed: FATAL:  database "roundtable" does not exist',
            "connection failed: fe_sendauth: no password supplied",
            'connection failed: FATAL:  no pg_hba.conf entry for host "10.0.0.1"',
        ],
    )
    def test_what_waiting_does_not_change_is_not_waited_for(self, reason):
        said: list[str] = []
        with (
            mock.patch.object(startup.connection, "ensure_connection", side_effect=OperationalError(reason)),
            pytest.raises(CommandError, match="refuses this site"),
        ):
            startup.wait_for_database(said.append)
        assert said == []

    @pytest.mark.parametrize(
        "error",
        [
            OSError(28, "No space left on device", "/srv/site/var/static"),
            OperationalError('could not extend file "base/1/2": No space left on device\nHINT: Check free disk space.'),
        ],
    )
    def test_full_disk_is_named_in_one_line(self, error):
        with (
            mock.patch.object(startup, "wait_for_database", side_effect=error),
            pytest.raises(CommandError, match="No space left on device") as caught,
        ):
            call_command("serve", port=0)
        assert "\n" not in str(caught.value)


@pytest.mark.django_db
class TestSmokeTest:
    def test_site_that_answers(self, settings, capsys):
        settings.SITE_URL = "http://127.0.0.1:8000"
        call_command("smoke_test")
        assert capsys.readouterr().out == "The site answers.\n"

    def test_site_that_does_not(self, monkeypatch):
        monkeypatch.setattr("home.models.HomePage.serve", mock.Mock(side_effect=ValueError))
        with pytest.raises(CommandError, match="/ answers 500"):
            call_command("smoke_test")
