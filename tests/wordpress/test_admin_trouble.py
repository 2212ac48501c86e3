"""The import in the admin while it works, where it does not, and what is then to be done."""

import errno
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone
from psycopg.errors import DiskFull

from blog.models import BlogPage
from users.models import User
from wordpress.admin import actions, resume
from wordpress.admin.eta import format_seconds
from wordpress.admin.tasks import import_in_background
from wordpress.importing.runner import IMPORT_LOCK
from wordpress.models import ImportRun

URL = "/admin/wordpress/"

pytestmark = pytest.mark.usefixtures("imports_root")


@pytest.fixture
def other_connection():
    """A second connection to the database, as another process has."""
    connection = connections["default"].copy()
    yield connection
    connection.close()


class TestTrouble:
    """What somebody reads when an import cannot begin, or did not end."""

    @pytest.fixture
    def waiting(self, administrator, handed_in, monkeypatch) -> ImportRun:
        """A run that was handed in and not begun."""
        monkeypatch.setattr(actions, "import_in_background", SimpleNamespace(enqueue=lambda pk: None))
        administrator.post(URL, handed_in)
        return ImportRun.objects.get()

    def shown(self, administrator, run) -> str:
        return administrator.get(f"{URL}{run.pk}/").content.decode()

    def test_an_uploaded_file_that_vanished(self, administrator, waiting):
        Path(waiting.options["files"][0]).unlink()
        import_in_background.call(waiting.pk)
        assert "export.xml" in self.shown(administrator, waiting)
        assert ImportRun.objects.get().state in {"refused", "failed"}

    @pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), DiskFull("could not extend")])
    def test_a_full_disk_stops_it_until_there_is_room(self, administrator, waiting, monkeypatch, error):
        def fail(*args, **kwargs):
            raise error

        ImportRun.objects.update(options=waiting.options | {"dry_run": False})
        with monkeypatch.context() as patch:
            patch.setattr("wordpress.importing.media.MediaLibrary.import_attachment", fail)
            import_in_background.call(waiting.pk)
        assert "disk is full" in self.shown(administrator, waiting)
        assert "Go on" in self.shown(administrator, waiting)
        assert not BlogPage.objects.exists()

    def test_a_full_disk_is_one_line_for_the_command(self, archive, monkeypatch):
        def fail(*args, **kwargs):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("wordpress.importing.pages.Pages.create_draft", fail)
        archive.add(7)
        with pytest.raises(CommandError, match="The disk is full"):
            call_command("import_wordpress", str(archive.write()))
        assert ImportRun.objects.get().state == "failed"

    def test_another_import_at_work(self, administrator, waiting, other_connection):
        with other_connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [IMPORT_LOCK])
        assert "Another import is at work" in self.shown(administrator, waiting)
        import_in_background.call(waiting.pk)
        assert "This one begins when it is over" in self.shown(administrator, waiting)
        assert ImportRun.objects.get().state == "waiting"
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            resume.resume_interrupted_runs()
            assert "begun_again" not in ImportRun.objects.get().options
            with other_connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORT_LOCK])
            resume.resume_interrupted_runs()
        assert ImportRun.objects.get().options["begun_again"] == 1

    def test_an_undo_while_another_import_is_at_work_claims_nothing(self, administrator, archive, other_connection):
        archive.add(7, "Buses")
        archive.run()
        undo = ImportRun.objects.create(
            source="old.weighhouse.example", options={"files": [], "undo": True}, user=User.objects.get()
        )
        with other_connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [IMPORT_LOCK])
        import_in_background.call(undo.pk)
        shown = self.shown(administrator, undo)
        assert "This one begins when it is over" in shown
        assert "Still here" not in shown
        assert BlogPage.objects.get().live
        with other_connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [IMPORT_LOCK])
        import_in_background.call(undo.pk)
        assert not BlogPage.objects.exists()

    def test_nobody_works(self, administrator, waiting):
        assert "manage.py work" not in self.shown(administrator, waiting)
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            assert "manage.py work" in self.shown(administrator, waiting)

    def test_a_worker_that_was_killed_is_noticed_soon(self, administrator, waiting):
        ImportRun.objects.update(state="running")
        assert not administrator.get(f"{URL}{waiting.pk}/progress/").json()["over"]
        with time_machine.travel(timezone.now() + timedelta(seconds=30)):
            assert administrator.get(f"{URL}{waiting.pk}/progress/").json()["over"]
            assert "Go on" in self.shown(administrator, waiting)
            assert "Stopped" in administrator.get(URL).content.decode()

    def test_what_stops_the_worker_again_and_again_waits_for_somebody(self, administrator, waiting, monkeypatch):
        enqueue = SimpleNamespace(enqueue=lambda pk: None, module_path=import_in_background.module_path)
        monkeypatch.setattr(resume, "import_in_background", enqueue)
        for minutes in range(10, 14):
            ImportRun.objects.update(state="running")
            with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
                shown = self.shown(administrator, waiting)
                resume.resume_interrupted_runs()
                assert ImportRun.objects.get().state == ("running" if minutes == 13 else "waiting")
                assert ("goes on by itself" in shown) == (minutes < 13)
                assert "Go on" in shown

    def test_an_import_of_the_command_is_left_to_whoever_began_it(self, db):
        ImportRun.objects.create(state="running")
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            resume.resume_interrupted_runs()
        assert ImportRun.objects.get().state == "running"

    def test_asked_for_twice_it_is_taken_up_once(self, administrator, waiting):
        for _time in range(2):
            import_in_background.call(waiting.pk)
        finished = ImportRun.objects.get().finished_at
        import_in_background.call(waiting.pk)
        assert ImportRun.objects.get().finished_at == finished


class TestWatching:
    def test_progress_as_data_and_as_a_page(self, administrator):
        run = ImportRun.objects.create(state="running", phase="People", done=30, total=120, rate=0.5)
        assert administrator.get(f"{URL}{run.pk}/progress/").json() == {
            "over": False, "state": "Running", "phase": "People", "done": 30, "total": 120, "percent": 25,
            "pace": "30 a minute", "left": "about 3 minutes left",
        }  # fmt: skip
        page = administrator.get(f"{URL}{run.pk}/").content.decode()
        for words in ("30 / 120", "30 a minute", "about 3 minutes left"):
            assert words in page

    def test_nobody_knows_at_the_beginning(self, administrator):
        run = ImportRun.objects.create(state="running", phase="Reading", done=400, total=0, rate=90)
        data = administrator.get(f"{URL}{run.pk}/progress/").json()
        assert (data["percent"], data["pace"], data["left"]) == (None, "90 a second", "")
        ImportRun.objects.update(done=1, total=100)
        data = administrator.get(f"{URL}{run.pk}/progress/").json()
        assert (data["pace"], data["left"]) == ("", "")

    @pytest.mark.parametrize(
        ("seconds", "words"),
        [
            (4, "less than half a minute left"),
            (50, "about a minute left"),
            (95, "about 2 minutes left"),
            (179, "about 3 minutes left"),
            (55 * 60, "about an hour left"),
            (90 * 60, "about an hour and a half left"),
            (7 * 3600, "about 7 hours left"),
        ],
    )
    def test_time_left_in_words(self, seconds, words):
        assert format_seconds(seconds) == words

    def test_an_import_that_was_stopped_can_go_on(self, administrator, handed_in):
        administrator.post(URL, handed_in)
        dry = ImportRun.objects.get()
        ImportRun.objects.filter(pk=dry.pk).update(
            state="running", options=dry.options | {"dry_run": False}, seen_at=timezone.now() - timedelta(hours=1)
        )
        assert "Go on" in administrator.get(f"{URL}{dry.pk}/").content.decode()
        administrator.post(f"{URL}{dry.pk}/import/")
        assert BlogPage.objects.get().live
