"""The import in the admin: who may, a dry run first, then the import, and a report that is safe to read."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from blog.models import BlogPage
from media.models import CustomImage
from wordpress.admin.files import remove_old_uploads, uploads_folder
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
    @pytest.mark.parametrize("address", ["", "1/", "1/progress/", "1/import/", "1/report/report.html"])
    def test_administrators_only(self, editor_client, client, db, address):
        assert editor_client.get(URL + address).status_code == 302
        assert client.get(URL + address).status_code == 302
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
        files = [SimpleUploadedFile(f"{n}.xml", text.encode()) for n, text in enumerate((first, archive.text()))]
        administrator.post(URL, {"export": files})
        assert ImportRun.objects.get().counts["post"] == {"new": 2}

    def test_what_is_no_export_is_refused_in_words(self, administrator):
        response = administrator.post(URL, {"export": SimpleUploadedFile("a.xml", b"<html></html>")}, follow=True)
        assert "not a WordPress export" in response.content.decode()
        assert ImportRun.objects.get().state == "refused"

    @pytest.mark.parametrize("name", ["../../evil.xml", "a/b.xml", ".xml", "x" * 300 + ".xml", "a\\b.xml"])
    def test_no_file_name_leads_out_of_the_folder(self, administrator, archive, tmp_path, name):
        archive.add(7)
        administrator.post(URL, {"export": SimpleUploadedFile(name, archive.text().encode())})
        for path in (Path(file) for file in ImportRun.objects.get().options["files"]):
            assert path.resolve().is_relative_to(tmp_path / "imports")

    def test_without_a_file_the_form_comes_back(self, administrator):
        assert administrator.post(URL, {}).status_code == 200
        assert not ImportRun.objects.exists()

    def test_nothing_is_imported_when_the_files_are_gone(self, administrator, handed_in):
        administrator.post(URL, handed_in)
        dry = ImportRun.objects.get()
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            remove_old_uploads()
        response = administrator.post(f"{URL}{dry.pk}/import/", follow=True)
        assert "Upload them again" in response.content.decode()
        assert not BlogPage.objects.exists()


class TestWatching:
    def test_progress_as_data_and_as_a_page(self, administrator):
        run = ImportRun.objects.create(state="running", phase="People", done=3, total=12)
        assert administrator.get(f"{URL}{run.pk}/progress/").json() == {
            "over": False, "state": "Running", "phase": "People", "done": 3, "total": 12, "percent": 25,
        }  # fmt: skip
        assert "3 / 12" in administrator.get(f"{URL}{run.pk}/").content.decode()

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
