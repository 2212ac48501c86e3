"""The import in the admin: who may, a dry run first, then the import, and a report that is safe to read."""

import errno
import io
import zipfile
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.utils import timezone
from psycopg.errors import DiskFull

from blog.models import BlogPage
from media.models import CustomImage
from wordpress.admin import files, resuming, starting
from wordpress.admin.files import remove_old_uploads, uploads_folder
from wordpress.admin.tasks import import_in_background
from wordpress.admin.waiting import in_words
from wordpress.importing.runner import ONE_IMPORT
from wordpress.models import ArchivedComment, ImportRun

from .archive import comment, picture

URL = "/admin/wordpress/"


@pytest.fixture
def administrator(make_user) -> Client:
    client = Client()
    client.force_login(make_user("Administrators"))
    return client


@pytest.fixture(autouse=True)
def _imports_root(settings, tmp_path):
    settings.IMPORTS_ROOT = tmp_path / "imports"


@pytest.fixture
def other_connection():
    """A second connection to the database, as another process has."""
    connection = connections["default"].copy()
    yield connection
    connection.close()


@pytest.fixture
def handed_in(archive) -> dict:
    """The form, filled in."""
    archive.attach(5, "hall.png", alt="A hall")
    archive.add(7, "Buses", meta={"_thumbnail_id": "5"}, comments=comment(1, "Yes."))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr("uploads/hall.png", picture())
    return {
        "export": SimpleUploadedFile("export.xml", archive.text().encode()),
        "uploads": SimpleUploadedFile("uploads.zip", packed.getvalue()),
        "comments": "on",
    }


class TestWho:
    @pytest.mark.parametrize("address", ["", "1/", "1/progress/", "1/import/", "1/undo/", "1/report/report.html"])
    def test_administrators_only(self, editor_client, client, db, address):
        assert editor_client.get(URL + address).status_code == 302
        assert client.get(URL + address).status_code == 302
        assert editor_client.post(URL + address).status_code == 302
        assert not ImportRun.objects.exists()

    def test_others_are_told(self, editor_client):
        assert "you do not have permission" in editor_client.get(URL, follow=True).content.decode()

    def test_what_is_handed_in_from_another_site_is_refused(self, make_user, handed_in):
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user("Administrators"))
        assert client.post(URL, handed_in).status_code == 403
        assert not ImportRun.objects.exists()

    def test_the_menu_shows_it_to_those_who_may(self, administrator, editor_client):
        assert URL in administrator.get("/admin/").content.decode()
        assert f'"{URL}"' not in editor_client.get("/admin/").content.decode()


class TestImporting:
    def test_a_look_first_then_the_import_then_the_report(self, administrator, handed_in):
        response = administrator.post(URL, handed_in, follow=True)
        assert not BlogPage.objects.exists()
        dry = ImportRun.objects.get()
        assert (dry.state, dry.dry_run, dry.counts["post"]) == ("done", True, {"new": 1})
        assert "Import it now" in response.content.decode()
        report = administrator.get(f"{URL}{dry.pk}/report/report.html")
        assert "What an import would do" in b"".join(report.streaming_content).decode()

        response = administrator.post(f"{URL}{dry.pk}/import/", follow=True)
        run = ImportRun.objects.first()
        assert (run.state, run.dry_run, run.user.username) == ("done", False, "administrators")
        post = BlogPage.objects.get()
        assert (post.title, post.live, post.hero_image) == ("Buses", True, CustomImage.objects.get())
        assert ArchivedComment.objects.count() == 1
        assert post.latest_revision.user == run.user
        assert "Read the report" in response.content.decode()
        assert not uploads_folder(run).exists()
        assert not uploads_folder(dry).exists()

    def test_several_files_are_one_export(self, administrator, archive):
        archive.add(7, "Buses")
        first = archive.text()
        archive.items.clear()
        archive.add(8, "Trams")
        parts = [SimpleUploadedFile(f"{n}.xml", text.encode()) for n, text in enumerate((first, archive.text()))]
        administrator.post(URL, {"export": parts})
        assert ImportRun.objects.get().counts["post"] == {"new": 2}

    def test_what_is_no_export_is_refused_in_words(self, administrator):
        response = administrator.post(URL, {"export": SimpleUploadedFile("a.xml", b"<html></html>")}, follow=True)
        assert "not a WordPress export" in response.content.decode()
        assert "Try again" not in response.content.decode()
        assert ImportRun.objects.get().state == "refused"

    @pytest.mark.parametrize("name", ["../../evil.xml", "a/b.xml", ".xml", "x" * 300 + ".xml", "a\\b.xml"])
    def test_no_file_name_leads_out_of_the_folder(self, administrator, archive, tmp_path, name):
        archive.add(7)
        administrator.post(URL, {"export": SimpleUploadedFile(name, archive.text().encode())})
        for path in (Path(file) for file in ImportRun.objects.get().options["files"]):
            assert path.resolve().is_relative_to(tmp_path / "imports")

    @pytest.mark.parametrize(
        ("files", "words"),
        [
            ({}, "Choose the export first"),
            ({"export": SimpleUploadedFile("a.xml", b"")}, "“a.xml” is empty"),
            ({"export": SimpleUploadedFile("a.xml", b"<"), "uploads": SimpleUploadedFile("u.zip", b"")}, "is empty"),
        ],
    )
    def test_a_form_that_lacks_something_comes_back(self, administrator, files, words):
        response = administrator.post(URL, files)
        assert words in response.content.decode()
        assert not ImportRun.objects.exists()

    def test_more_than_there_is_room_for_is_refused(self, administrator, handed_in, monkeypatch):
        monkeypatch.setattr(files, "room", lambda: 100)
        response = administrator.post(URL, handed_in)
        assert "this server has room for 100" in response.content.decode()
        assert not ImportRun.objects.exists()

    def test_a_disk_that_fills_up_keeps_nothing(self, administrator, handed_in, monkeypatch, tmp_path):
        def fail(*args):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(files, "keep", fail)
        response = administrator.post(URL, handed_in)
        assert "No space left on device" in response.content.decode()
        assert not ImportRun.objects.exists()
        assert not list((tmp_path / "imports").iterdir())

    def test_nothing_is_imported_when_the_files_are_gone(self, administrator, handed_in):
        administrator.post(URL, handed_in)
        dry = ImportRun.objects.get()
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            remove_old_uploads()
        response = administrator.post(f"{URL}{dry.pk}/import/", follow=True)
        assert "Upload them again" in response.content.decode()
        assert not BlogPage.objects.exists()

    def test_pressed_twice_it_is_imported_once(self, administrator, handed_in):
        administrator.post(URL, handed_in)
        dry = ImportRun.objects.get()
        [first, second] = [administrator.post(f"{URL}{dry.pk}/import/") for _press in range(2)]
        assert first.url == second.url
        assert ImportRun.objects.count() == 2
        assert "see what came of it" in administrator.get(f"{URL}{dry.pk}/").content.decode()

    def test_it_can_be_undone_without_its_files(self, administrator, handed_in):
        administrator.post(URL, handed_in)
        administrator.post(f"{URL}{ImportRun.objects.get().pk}/import/")
        run = ImportRun.objects.first()
        BlogPage.objects.get().save_revision(user=run.user)
        asked = administrator.get(f"{URL}{run.pk}/undo/").content.decode()
        assert "Posts: 1" in asked
        response = administrator.post(f"{URL}{run.pk}/undo/", follow=True)
        undoing = ImportRun.objects.first()
        assert (undoing.state, undoing.counts["post"]) == ("done", {"kept yours": 1})
        assert "Still here" in response.content.decode()
        assert BlogPage.objects.get().title in response.content.decode()

    def test_a_dry_run_is_not_undone(self, administrator, handed_in):
        administrator.post(URL, handed_in)
        response = administrator.post(f"{URL}{ImportRun.objects.get().pk}/undo/", follow=True)
        assert "nothing to undo" in response.content.decode()
        assert ImportRun.objects.count() == 1


class TestTrouble:
    """What somebody reads when an import cannot begin, or did not end."""

    @pytest.fixture
    def waiting(self, administrator, handed_in, monkeypatch) -> ImportRun:
        """A run that was handed in and not begun."""
        monkeypatch.setattr(starting, "import_in_background", SimpleNamespace(enqueue=lambda pk: None))
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
            patch.setattr("wordpress.importing.media.MediaLibrary.bring_in", fail)
            import_in_background.call(waiting.pk)
        assert "disk is full" in self.shown(administrator, waiting)
        assert "Go on" in self.shown(administrator, waiting)
        assert not BlogPage.objects.exists()

    def test_a_full_disk_is_one_line_for_the_command(self, archive, monkeypatch):
        def fail(*args, **kwargs):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("wordpress.importing.pages.Pages.place", fail)
        archive.add(7)
        with pytest.raises(CommandError, match="The disk is full"):
            call_command("import_wordpress", str(archive.write()))
        assert ImportRun.objects.get().state == "failed"

    def test_another_import_at_work(self, administrator, waiting, other_connection):
        with other_connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_IMPORT])
        assert "Another import is at work" in self.shown(administrator, waiting)
        import_in_background.call(waiting.pk)
        assert "Another import is running" in self.shown(administrator, waiting)
        assert "Try again" in self.shown(administrator, waiting)

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
        monkeypatch.setattr(resuming, "import_in_background", enqueue)
        for minutes in range(10, 14):
            ImportRun.objects.update(state="running")
            with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
                shown = self.shown(administrator, waiting)
                resuming.go_on_with_what_was_stopped()
                assert ImportRun.objects.get().state == ("running" if minutes == 13 else "waiting")
                assert ("goes on by itself" in shown) == (minutes < 13)
                assert "Go on" in shown

    def test_an_import_of_the_command_is_left_to_whoever_began_it(self, db):
        ImportRun.objects.create(state="running")
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            resuming.go_on_with_what_was_stopped()
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
        assert in_words(seconds) == words

    def test_an_import_that_was_stopped_can_go_on(self, administrator, handed_in):
        administrator.post(URL, handed_in)
        dry = ImportRun.objects.get()
        ImportRun.objects.filter(pk=dry.pk).update(
            state="running", options=dry.options | {"dry_run": False}, seen_at=timezone.now() - timedelta(hours=1)
        )
        assert "Go on" in administrator.get(f"{URL}{dry.pk}/").content.decode()
        administrator.post(f"{URL}{dry.pk}/import/")
        assert BlogPage.objects.get().live


class TestReport:
    @pytest.fixture
    def run_pk(self, administrator, handed_in) -> int:
        administrator.post(URL, handed_in)
        return ImportRun.objects.get().pk

    def test_it_can_run_and_load_nothing(self, administrator, run_pk):
        response = administrator.get(f"{URL}{run_pk}/report/report.html")
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("sandbox;")
        assert "default-src 'none'" in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        "path",
        [
            "../uploaded/export/0/export.xml",
            "items/../../uploaded/export/0/export.xml",
            "..%2f..%2f1",
            "/etc/passwd",
            "none.html",
            "items",
            "a%00.html",
        ],
    )
    def test_nothing_else_is_served(self, administrator, run_pk, path):
        assert administrator.get(f"{URL}{run_pk}/report/{path}").status_code in {400, 404}
