"""A real backup and restore of a small site: nothing is lost, and nothing is touched by what is damaged."""

import errno
import io
import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pyrage import x25519

from bench.site_contents import hash_files, hash_tables
from bookings.models import Booking
from delivery.backup import making, programs, restoring, streams
from delivery.backup.manifest import find_backup, list_backups, read_manifest, verify
from delivery.backup.media_files import StagedMedia
from delivery.models import BackupRecord
from users.models import User


def restore(folder: Path, *, replace: bool = False, identities=()):
    return restoring.restore(folder, list(identities), replace=replace, report=lambda line: None)


@pytest.fixture
def backup(site) -> Path:
    return next(iter(list_backups(site.backups)), None) or site.back_up()


@pytest.fixture
def damaged(backup, tmp_path) -> Path:
    """A copy of a backup, to be damaged."""
    return Path(shutil.copytree(backup, tmp_path / backup.name))


def test_everything_comes_back(site, backup):
    tables, files = hash_tables(), hash_files(site.media)
    site.empty()
    restore(backup)
    assert hash_tables() == tables
    assert hash_files(site.media) == files
    assert len(files) == 2
    assert Booking.objects.get().email == "ada@example.org"
    assert not list(site.media.glob(".restore-*"))


def test_manifest_says_what_is_in_it_and_no_secret(site, backup, monkeypatch):
    manifest = read_manifest(backup)
    assert manifest.tables["bookings_booking"] == 1
    assert manifest.media == {"files": 2, "bytes": 905}
    assert set(manifest.files) == {"database.dump", "media.tar"}
    assert "delivery.0001_initial" in manifest.migrations
    assert BackupRecord.objects.latest().place == str(backup)
    monkeypatch.setenv("EMAIL_URL", "smtp://user:not-to-be-told@mail.example.org")
    folder = site.back_up()
    text = (folder / "manifest.json").read_text()
    assert "EMAIL_URL" in text
    assert "not-to-be-told" not in text


def test_rows_that_came_later_go_and_the_table_of_a_newer_version_too(site, backup):
    User.objects.create_user("later", password="a-long-password")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_a_newer_version (id int)")
    restore(backup, replace=True)
    assert not User.objects.filter(username="later").exists()
    assert "of_a_newer_version" not in connection.introspection.table_names()


def test_site_with_content_is_refused(site, backup):
    before = hash_tables()
    with pytest.raises(CommandError, match="not empty"):
        restore(backup)
    assert hash_tables() == before


def test_running_site_is_refused(backup):
    conninfo, password = programs.get_conninfo()
    with psycopg.connect(conninfo, password=password), pytest.raises(CommandError, match="Stop the site first"):
        restore(backup, replace=True)


def change_byte(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)


def cut(folder: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[:-10])


@pytest.mark.parametrize("name", ["database.dump", "media.tar", "manifest.json"])
@pytest.mark.parametrize("damage", [change_byte, cut, lambda folder, name: (folder / name).unlink()])
def test_damage_is_found_before_anything_is_touched(site, damaged, name, damage):
    damage(damaged, name)
    before = hash_tables(), hash_files(site.media)
    with pytest.raises(CommandError, match=r"damaged|incomplete|no complete backup|format"):
        restore(damaged, replace=True)
    assert (hash_tables(), hash_files(site.media)) == before


def test_archive_that_breaks_off_changes_nothing(site, damaged, monkeypatch):
    """As a disk may fail between the check and the reading."""
    cut(damaged, "database.dump")
    monkeypatch.setattr(restoring, "verify", read_manifest)
    before = hash_tables(), hash_files(site.media)
    with pytest.raises(CommandError, match="Nothing was changed"):
        restore(damaged, replace=True)
    assert (hash_tables(), hash_files(site.media)) == before


def test_backup_of_a_newer_version_is_refused(site, damaged):
    manifest = read_manifest(damaged)
    manifest.migrations.append("blog.0999_of_tomorrow")
    manifest.write(damaged)
    with pytest.raises(CommandError, match=r"blog\.0999_of_tomorrow"):
        restore(damaged, replace=True)


def test_format_of_the_future_is_refused(damaged):
    data = json.loads((damaged / "manifest.json").read_text())
    (damaged / "manifest.json").write_text(json.dumps(data | {"format": 2}))
    with pytest.raises(CommandError, match="format"):
        verify(damaged)


def test_encrypted_backup_needs_its_key(site, tmp_path):
    identity = x25519.Identity.generate()
    key = str(identity.to_public())
    tables = hash_tables()
    folder = site.back_up(recipients=streams.parse_recipients([key]), keys=[key])
    assert {path.name for path in folder.iterdir()} == {"database.dump.age", "media.tar.age", "manifest.json"}
    assert (folder / "database.dump.age").read_bytes().startswith(b"age-encryption.org/v1\n")
    for identities, message in ([], "is encrypted"), ([x25519.Identity.generate()], "cannot be decrypted"):
        with pytest.raises(CommandError, match=message):
            restore(folder, replace=True, identities=identities)
    key_file = tmp_path / "key.txt"
    key_file.write_text(f"# a comment\n{identity}\n")
    restore(folder, replace=True, identities=streams.read_identities(key_file))
    assert hash_tables() == tables
    shutil.rmtree(folder)


@pytest.mark.parametrize("key", ["", "age1nonsense", "ssh-ed25519 AAAA"])
def test_wrong_public_key_is_named(key):
    with pytest.raises(CommandError, match="no public key"):
        streams.parse_recipients([key])


def test_backups_beyond_those_to_keep_are_deleted(site, backup):
    kept = [path for path in [site.back_up(), *list_backups(site.backups)] if path.exists()]
    foreign = site.backups / "holiday-photographs"
    foreign.mkdir(exist_ok=True)
    assert kept
    newest = site.back_up(keep=1)
    assert list_backups(site.backups) == [newest]
    assert foreign.is_dir()
    assert find_backup(site.backups) == newest


def test_full_disk_leaves_no_half_backup(site, backup, monkeypatch):
    def write(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(streams.ChecksumWriter, "write", write)
    before = sorted(site.backups.iterdir())
    with pytest.raises(CommandError, match="full"):
        site.back_up()
    assert sorted(site.backups.iterdir()) == before


def test_disk_that_fills_up_while_encrypting_is_found():
    key = str(x25519.Identity.generate().to_public())

    class FullDisk:
        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

        def flush(self):
            pass

    with (
        pytest.raises(OSError, match="No space"),
        streams._encrypting_pipe(streams.ChecksumWriter(FullDisk()), streams.parse_recipients([key])) as pipe,
    ):
        pipe.write(b"x" * 1_000_000)


def test_dump_that_fails_leaves_no_backup(site, backup, monkeypatch):
    real = programs.start

    def start(name, *arguments, **streams_of_it):
        return real(name, "--no-such-option", *arguments, **streams_of_it)

    monkeypatch.setattr(programs, "start", start)
    before = list_backups(site.backups)
    with pytest.raises(CommandError, match="no-such-option"):
        site.back_up()
    assert list_backups(site.backups) == before


def test_two_at_once_do_not_meet(site, backup):
    with making._only_one(site.backups), pytest.raises(CommandError, match="Another backup"):
        site.back_up()


def test_interrupted_one_is_removed_by_the_next(site, backup):
    left = site.backups / "roundtable-20200101T000000Z.partial"
    left.mkdir()
    site.back_up()
    assert not left.exists()


def test_other_tools_can_read_it(backup):
    listed = subprocess.run(
        [programs.find_program("pg_restore"), "--list", backup / "database.dump"], capture_output=True, text=True
    )
    assert "TABLE DATA public bookings_booking" in listed.stdout
    files = subprocess.run(["tar", "-tf", backup / "media.tar"], capture_output=True, text=True).stdout
    assert "original_images/ferry.png" in files


def test_archive_cannot_write_elsewhere(site, tmp_path):
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        facts = tarfile.TarInfo("../../outside.txt")
        tar.addfile(facts)
    archive.seek(0)
    staged = StagedMedia(tmp_path / "media")
    with pytest.raises(CommandError, match="no file of media"):
        staged.unpack(archive, None)
    staged.discard()


def test_commands(site, backup, settings, capsys):
    settings.BACKUP_DIR = str(site.backups)
    call_command("backup")
    assert "tables" in capsys.readouterr().out
    call_command("backup", str(site.backups), check=True)
    assert "Complete and undamaged" in capsys.readouterr().out
    call_command("restore", str(site.backups), replace=True)
    assert "Restored" in capsys.readouterr().out
    settings.BACKUP_DIR = ""
    for arguments, message in ((), "Name a folder"), (("/nowhere/at/all", "--check"), "no folder"):
        with pytest.raises(CommandError, match=message):
            call_command("backup", *arguments)
