import io
import zipfile
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings

from wordpress.middleware import IMAGE_SIZE

pytest.register_assert_rewrite("tests.wordpress.oddities")

from .archive import Archive, comment, picture  # noqa: E402
from .oddities import Moved  # noqa: E402


@pytest.fixture(scope="package", autouse=True)
def _one_size_of_images() -> Iterator[None]:
    """Cut images to one size, to which old addresses lead, and not to eight: tests/media is about the others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("media.renditions.get_rendition_specs", lambda: (IMAGE_SIZE,))
        yield


@pytest.fixture
def archive(tmp_path, settings, db) -> Archive:
    """An empty export, and a media folder of its own to import it into."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return Archive(tmp_path)


@pytest.fixture(scope="module")
def shared_archive(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Archive]:
    """An empty export for all tests of a module: what a fixture of the module imports, each test finds as it was."""
    folder = tmp_path_factory.mktemp("shared")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=folder / "media"):
        yield Archive(folder)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def move_in(shared_archive) -> Callable[..., Moved]:
    """Return a function that imports an archive for all tests of a module; ``fill`` puts it together."""

    def move(fill: Callable[[Archive], None], **options) -> Moved:
        fill(shared_archive)
        shared_archive.write()
        moved = Moved(shared_archive, options, tuple(sorted(shared_archive.folder.glob("*.xml"))))
        moved.run()
        return moved

    return move


@pytest.fixture
def administrator(make_user) -> Client:
    client = Client()
    client.force_login(make_user("Administrators"))
    return client


@pytest.fixture
def imports_root(settings, tmp_path):
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
