"""The continuous archive: a site that is lost comes back with its last booking, or as it was at a moment."""

import shutil
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, connections

from delivery.backup import archive as archiving
from delivery.backup.archive import Archive, check_archive, copy_uploads, delete_outdated, make_base, start_receiver
from delivery.backup.recovering import restore_moment
from delivery.findings import Level
from tests.delivery.backup.conftest import forget_location
from tests.replication import DATABASE, Node, copy_database, make_wrapper
from users.models import User


class ArchivedSite:
    """A site with a server of its own, whose log is archived."""

    def __init__(self, folder: Path, settings) -> None:
        self.folder, self.archive = folder, Archive(folder / "archive")
        settings.ARCHIVE_DIR, settings.MEDIA_ROOT = str(self.archive.folder), str(folder / "media")
        self.node = Node(folder / "server")
        copy_database(self.node)
        connections["default"] = make_wrapper(self.node)
        receiver = start_receiver()
        assert receiver
        self.receiver = receiver

    def wait_for_archive(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_lsn()")
            (position,) = cursor.fetchone()
            deadline = time.monotonic() + 30
            while True:
                cursor.execute("SELECT max(flush_lsn) >= %s::pg_lsn FROM pg_stat_replication", [position])
                if cursor.fetchone()[0]:
                    return
                assert time.monotonic() < deadline
                time.sleep(0.05)

    def lose_everything(self) -> None:
        """Kill the server, as the machine is gone, and begin with an empty one."""
        connections["default"].close()
        psutil.Process(int((self.node.server.data / "postmaster.pid").read_text().splitlines()[0])).send_signal(
            signal.SIGQUIT
        )
        self.stop_receiver()
        self.node.server._wait_while(self.node.server._is_running)
        self.node.server.release()
        shutil.rmtree(self.folder / "media")
        self.node = Node(self.folder / "new-server")
        self.node.run(f"CREATE DATABASE {DATABASE}")
        connections["default"] = make_wrapper(self.node)

    def stop_receiver(self) -> None:
        if self.receiver.poll() is None:
            self.receiver.terminate()
            self.receiver.wait()


@pytest.fixture(scope="module")
def archived(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[dict]:
    """An archive with two base backups of a site that was lost then, and the moments of what happened."""
    from django.conf import settings  # noqa: PLC0415 - changed for the module

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        for name in ("ARCHIVE_DIR", "MEDIA_ROOT"):
            patch.setattr(settings, name, getattr(settings, name))
        before = connections["default"]
        site = ArchivedSite(tmp_path_factory.mktemp("archived"), settings)
        forget_location()
        try:
            yield {"site": site, **_live(site)}
        finally:
            site.stop_receiver()
            connections["default"].close()
            connections["default"] = before
            site.node.server.release()
    forget_location()


def _live(site: ArchivedSite) -> dict:
    before_all = datetime.now(UTC)
    (site.folder / "media" / "documents").mkdir(parents=True)
    (site.folder / "media" / "documents" / "notes.txt").write_bytes(ContentFile(b"words").read())
    copied = copy_uploads(site.archive)
    make_base(site.archive, lambda line: None)
    User.objects.create_user("early")
    site.wait_for_archive()
    time.sleep(1.1)  # names of base backups have seconds
    moment = datetime.now(UTC)
    User.objects.filter(username="early").delete()
    User.objects.create_user("late")
    site.wait_for_archive()
    finding = check_archive()
    site.lose_everything()
    return {"before_all": before_all, "moment": moment, "copied": copied, "finding": finding}


@pytest.fixture
def usable(archived, django_db_blocker) -> Iterator[dict]:
    with django_db_blocker.unblock():
        yield archived


def names() -> list[str]:
    return list(User.objects.order_by("username").values_list("username", flat=True))


def test_the_archive_was_in_order(archived):
    assert archived["copied"] == 1
    assert archived["finding"].level == Level.GOOD


def test_after_a_loss_nothing_is_lost_but_what_was_not_written(usable):
    site = usable["site"]
    call_command("restore", str(site.archive.folder))
    assert "late" in names()
    assert "early" not in names()
    assert (site.folder / "media" / "documents" / "notes.txt").read_bytes() == b"words"


def test_a_moment_before_a_mistake_comes_back(usable):
    site = usable["site"]
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(site.archive.folder), "--to", usable["moment"].isoformat())
    call_command("restore", str(site.archive.folder), "--to", usable["moment"].isoformat(), "--replace")
    assert "early" in names()
    assert "late" not in names()


@pytest.mark.parametrize(("moment", "message"), [("before_all", "no base backup before"), ("moment", "ends before")])
def test_a_moment_that_the_archive_does_not_have_is_refused(usable, moment, message):
    wanted = usable[moment] - timedelta(seconds=2) if moment == "before_all" else datetime.now(UTC)
    before = names()
    with pytest.raises(CommandError, match=message):
        restore_moment(usable["site"].archive, wanted, replace=True, report=lambda line: None)
    assert names() == before


def test_damage_is_found(usable, tmp_path):
    archive = Archive(Path(shutil.copytree(usable["site"].archive.folder, tmp_path / "archive")))
    call_command("backup", str(archive.folder), "--check")
    (base,) = archive.list_bases()
    victim = base / "global" / "pg_control"
    content = bytearray(victim.read_bytes())
    content[100] ^= 1
    victim.write_bytes(content)
    with pytest.raises(CommandError, match="pg_verifybackup"):
        call_command("backup", str(archive.folder), "--check")


def test_damaged_and_missing_files_of_the_log_are_found(tmp_path):
    archive = Archive(tmp_path)
    archive.prepare()
    base = tmp_path / "base-20261130T120000Z"
    base.mkdir()
    (base / "backup_label").write_text("START WAL LOCATION: 0/FE000028 (file 0000000100000000000000FE)\n")
    for name in ("0000000100000000000000FE", "0000000100000000000000FF", "000000010000000100000000"):
        (archive.wal / name).write_bytes(name.encode().ljust(16 << 20, b"."))
    copy_uploads(archive)
    archiving.check_continuity(archive, base)
    (archive.wal / "0000000100000000000000FF").unlink()
    with pytest.raises(CommandError, match="missing before 000000010000000100000000"):
        archiving.check_continuity(archive, base)
    (archive.wal / "000000010000000100000000").write_bytes(b"other")
    with pytest.raises(CommandError, match="has 5 bytes"):
        archiving.check_continuity(archive, base)
    assert len(archive.read_checksums()) == 3


def test_what_no_moment_of_the_last_days_needs_is_deleted(tmp_path, settings):
    settings.ARCHIVE_DAYS = 7
    archive = Archive(tmp_path)
    archive.prepare()
    for number, days in enumerate((20, 10, 8, 3), start=1):
        base = tmp_path / f"base-{datetime.now(UTC) - timedelta(days=days):%Y%m%dT%H%M%SZ}"
        base.mkdir()
        name = f"00000001000000000000000{number}"
        (base / "backup_label").write_text(f"START WAL LOCATION: 0/{number}000028 (file {name})\n")
        (archive.wal / name).write_bytes(b"")
    delete_outdated(archive)
    assert len(archive.list_bases()) == 2
    assert [segment.name[-1] for segment in archive.list_segments()] == ["3", "4"]


@pytest.mark.django_db
def test_restoring_to_a_moment_needs_an_archive(tmp_path):
    with pytest.raises(CommandError, match="no continuous archive"):
        call_command("restore", str(tmp_path), "--to", "2026-11-30 12:00")
    with pytest.raises(CommandError, match="no moment"):
        call_command("restore", str(tmp_path), "--to", "yesterday")
