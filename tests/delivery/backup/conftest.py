"""A site with a post, a booking and files, in a database and a folder of its own that tests may destroy."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, connections
from django.utils import timezone

from bookings import services
from delivery.backup.making import make_backup
from demo.builders import build_event, build_post
from tests.databases import copy_of_test_database
from users.models import User


class SmallSite:
    def __init__(self, media: Path, backups: Path) -> None:
        self.media, self.backups = media, backups

    def fill(self) -> None:
        build_post("What the river carries")
        event = build_event("The hearing", takes_bookings=True, starts_at=timezone.now() + timedelta(days=7))
        services.book(event.pk, name="Ada Quill", email="ada@example.org")
        User.objects.create_user("editor", password="a-long-password")
        default_storage.save("original_images/ferry.png", ContentFile(b"a picture" * 100))
        default_storage.save("documents/Wörter und mehr.txt", ContentFile(b"words"))

    def empty(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connections.close_all()
        for path in sorted(self.media.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()

    def back_up(self, **options) -> Path:
        arguments = {"recipients": [], "keys": [], "keep": None, "report": lambda line: None} | options
        return make_backup(self.backups, **arguments)


@pytest.fixture(scope="module")
def module_site(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[SmallSite]:
    original, media_root = connection.settings_dict["NAME"], settings.MEDIA_ROOT
    with copy_of_test_database(django_db_blocker, "backup"), django_db_blocker.unblock():
        connections.close_all()
        connection.settings_dict["NAME"] = f"{original}_backup"
        folder = tmp_path_factory.mktemp("site")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(settings, "MEDIA_ROOT", str(folder / "media"))
            forget_location()
            site = SmallSite(folder / "media", folder / "backups")
            try:
                site.fill()
                yield site
            finally:
                connections.close_all()
                connection.settings_dict["NAME"] = original
    settings.MEDIA_ROOT = media_root
    forget_location()


@pytest.fixture
def site(module_site, django_db_blocker) -> Iterator[SmallSite]:
    with django_db_blocker.unblock():
        yield module_site
        connections.close_all()


def forget_location() -> None:
    for name in ("base_location", "location"):
        with suppress(AttributeError, KeyError):
            del default_storage._wrapped.__dict__[name]  # type: ignore[attr-defined]  # Django's LazyObject
