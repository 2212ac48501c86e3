"""The import in the admin: who may, a dry run first, then the import, and a report that is safe to read."""

import errno
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from blog.models import BlogPage
from media.models import CustomImage
from wordpress.admin import files
from wordpress.admin.files import get_uploads_folder, remove_old_uploads
from wordpress.models import ArchivedComment, ImportRun

URL = "/admin/wordpress/"

pytestmark = pytest.mark.usefixtures("imports_root")


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
        assert not get_uploads_folder(run).exists()
        assert not get_uploads_folder(dry).exists()

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
        monkeypatch.setattr(files, "get_free_bytes", lambda: 100)
        response = administrator.post(URL, handed_in)
        assert "this server has room for 100" in response.content.decode()
        assert not ImportRun.objects.exists()

    def test_a_disk_that_fills_up_keeps_nothing(self, administrator, handed_in, monkeypatch, tmp_path):
        def fail(*args):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(files, "save_upload", fail)
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
