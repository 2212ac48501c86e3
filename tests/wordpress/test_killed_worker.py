"""An import of the admin whose worker is killed by the system: what the admin says then, and how it goes on."""

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.utils import timezone

from tests.databases import copy_of_test_database
from users.models import User
from wordpress.admin.resume import resume_interrupted_runs
from wordpress.models import ImportRun

from .archive import Archive
from .processes import NewSite, new_site, old_blog, wait_until

# The databases are copies of the one that this mark makes.
pytestmark = pytest.mark.django_db

URL = "/admin/wordpress/"
WORKER = ("work", "--no-reload", "--interval", "0.1", "--no-startup-delay")


@pytest.fixture(scope="module")
def databases(django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    with ExitStack() as stack:
        yield {
            purpose: stack.enter_context(copy_of_test_database(django_db_blocker, purpose))
            for purpose in ("unbroken", "killed")
        }


@pytest.fixture
def open_site(tmp_path, databases, settings):
    """Return a context in which this process serves a site whose background work is in its database."""

    @contextmanager
    def open_(purpose: str) -> Iterator["Office"]:
        folder = tmp_path / purpose
        folder.mkdir()
        with new_site(databases, purpose, tmp_path, old_blog(folder)) as site:
            # A connection of its own, for the test's is in a transaction.
            own, connections["default"] = connections["default"], connections["default"].copy()
            connections["default"].settings_dict["NAME"] = site.connection.info.dbname
            settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
            settings.IMPORTS_ROOT, settings.MEDIA_ROOT = str(site.imports), str(site.media)
            try:
                yield Office(site, folder)
            finally:
                connections["default"].close()
                connections["default"] = own

    return open_


class Office:
    """An administrator before the pages of the import, and the workers behind them."""

    def __init__(self, site: NewSite, folder):
        self.site, self.archive, self.client = site, Archive(folder), Client()
        self.client.force_login(User.objects.create_superuser("administrator"))

    def hand_in(self) -> ImportRun:
        """Upload the export, let a worker look at it, and press “Import it now”."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as target:
            for file in self.archive.uploads.rglob("*.*"):
                target.write(file, f"uploads/{file.relative_to(self.archive.uploads)}")
        export = SimpleUploadedFile("export.xml", (self.archive.folder / "export.xml").read_bytes())
        uploads = SimpleUploadedFile("uploads.zip", packed.getvalue())
        self.client.post(URL, {"export": export, "uploads": uploads, "comments": "on"})
        self.work()
        return self.press_import(ImportRun.objects.get())

    def press_import(self, run: ImportRun) -> ImportRun:
        """Press the button on the page of a run, whatever it is called there, and return the run that follows."""
        assert f'action="{URL}{run.pk}/import/"' in self.shown(run)
        address = self.client.post(f"{URL}{run.pk}/import/").headers["Location"]
        return ImportRun.objects.get(pk=address.rstrip("/").rpartition("/")[2])

    def kill_worker_at(self, steps: float) -> None:
        """Start a worker and kill it when so much of the import is done (``NewSite.how_far``)."""
        worker = self.site.start(*WORKER)
        wait_until(lambda: self.site.how_far() >= steps, worker)
        self.site.kill(worker)

    def work(self) -> None:
        """Let a new worker do what there is to do."""
        self.site.finish(*WORKER, "--batch")

    def shown(self, run: ImportRun) -> str:
        return self.client.get(f"{URL}{run.pk}/").content.decode()


def soon() -> time_machine.travel:
    """Some time after a worker was killed."""
    return time_machine.travel(timezone.now() + timedelta(seconds=30))


def test_killed_twice_it_goes_on_once_by_a_button_and_once_by_itself(open_site, databases, tmp_path):
    (tmp_path / "unbroken").mkdir()
    with new_site(databases, "unbroken", tmp_path, old_blog(tmp_path / "unbroken")) as unbroken:
        unbroken.finish()
        expected, steps = unbroken.what_there_is(), unbroken.how_far()

    with open_site("killed") as office:
        first = office.hand_in()
        office.kill_worker_at(0.3 * steps)
        with soon():
            page = office.shown(first)
            assert "It was stopped before its end. Nothing is lost" in page
            assert "It goes on by itself" in page
            assert ">Go on</button>" in page
            second = office.press_import(first)
            resume_interrupted_runs()
            assert "It went on from here" in office.shown(first)
        assert (state_of(first), state_of(second)) == ("failed", "waiting")

        office.kill_worker_at(0.7 * steps)
        resume_interrupted_runs()
        assert state_of(second) == "running"  # for all that anybody knows
        with soon():
            resume_interrupted_runs()
            resume_interrupted_runs()
            assert state_of(second) == "waiting"
            assert office.client.post(f"{URL}{second.pk}/import/").url == f"{URL}{second.pk}/"
        office.work()
        assert state_of(second) == "done"
        assert "The import is done" in office.shown(second)
        assert ImportRun.objects.count() == 3  # with the look before
        assert not (office.site.imports / str(second.pk) / "uploaded").exists()
        found = office.site.what_there_is()
        for name in expected:
            assert (name, found[name]) == (name, expected[name])


def state_of(run: ImportRun) -> str:
    return ImportRun.objects.get(pk=run.pk).state
