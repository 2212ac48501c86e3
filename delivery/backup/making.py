"""Making a backup: a consistent copy of the database and the media, complete or not there at all."""

import contextlib
import errno
import fcntl
import os
import shutil
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import psycopg
from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from delivery.models import BackupRecord

from . import programs
from .manifest import DATABASE, MEDIA, NAME, Manifest, list_backups
from .media_files import MediaArchive, get_media_folder, list_files
from .streams import CHUNK_BYTES, new_file, write_stream

PARTIAL = ".partial"
# All but the vectors of the search: another server may lack the extension that they need, and they are made anew.
TABLES = """
SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
 WHERE nspname = 'public' AND relkind = 'r' AND relname <> 'search_meaning' ORDER BY relname
"""

Report = Callable[[str], object]  # prints one line


def make_backup(target: Path, recipients: list[Any], keys: list[str], keep: int | None, report: Report) -> Path:
    """Make a backup in `target`, delete all but the last `keep`, and return its folder.

    Raises `CommandError` in words; what was begun is removed then.
    """
    with _explain_disk(target), _only_one(target):
        _remove_unfinished(target)
        made_at = _choose_time(target)
        folder = target / make_name(made_at)
        partial = folder.with_name(folder.name + PARTIAL)
        partial.mkdir(mode=0o700)
        try:
            _check_space(target)
            manifest = write_backup(lambda name: new_file(partial / name), made_at, recipients, keys)
            manifest.write(partial)
            _sync(partial)
            partial.rename(folder)
            _sync(target)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        record_backup(manifest, str(folder), report)
        for outdated in list_backups(target)[:-keep] if keep else ():
            shutil.rmtree(outdated)
            report(f"Deleted {outdated.name}: the last {keep} are kept.")
    return folder


def record_backup(manifest: Manifest, place: str, report: Report) -> None:
    """Note in the database that there is a good backup, and report it."""
    report(f"{place}: {len(manifest.tables)} tables, {_describe_media(manifest)}, {manifest.bytes:,} bytes.")
    BackupRecord.objects.create(made_at=manifest.time, finished_at=datetime.now(UTC), place=place, size=manifest.bytes)


def make_name(made_at: datetime) -> str:
    return f"roundtable-{made_at:%Y%m%dT%H%M%SZ}"


def _choose_time(target: Path) -> datetime:
    """Return now, in whole seconds; wait for the next one if there is a backup of this one."""
    while (target / make_name(now := datetime.now(UTC).replace(microsecond=0))).exists():
        time.sleep(0.1)
    return now


def write_backup(
    open_new: Callable[[str], AbstractContextManager[Any]],
    made_at: datetime,
    recipients: list[Any],
    keys: list[str],
    *,
    with_media: bool = True,
) -> Manifest:
    """Write the files of a backup to what `open_new` returns for their names, and return the manifest of them."""
    root = get_media_folder() if with_media else None
    manifest = Manifest(
        made_at=made_at.isoformat(),
        version=get_version(),
        postgresql="",
        migrations=sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()),
        settings=sorted(name for name in settings.ENVIRONMENT_VARIABLES if os.environ.get(name)),
        tables={},
        media=None,
        encrypted_for=keys,
    )

    def write_database(stream: Any) -> None:
        _dump_database(stream, manifest)

    def write_all(stream: Any) -> None:
        # A file that the database knows was there before its snapshot, or came while the first ones were read: the
        # files are read before the snapshot and again after it, so that none is missing.
        assert root is not None
        archive = MediaArchive(stream, root)
        archive.add_new_files()
        write(DATABASE, write_database)
        archive.add_new_files()
        archive.close()
        manifest.media = {"files": archive.files, "bytes": archive.bytes}

    def write(name: str, produce: Callable[[Any], None]) -> None:
        name = manifest.file_name(name)
        with open_new(name) as file:
            manifest.files[name] = write_stream(file, produce, recipients)

    if root is None:
        write(DATABASE, write_database)
    else:
        root.mkdir(parents=True, exist_ok=True)
        write(MEDIA, write_all)
    return manifest


def _dump_database(stream: Any, manifest: Manifest) -> None:
    """Write pg_dump's archive of one snapshot, in which the rows are counted, too."""
    conninfo, password = programs.get_conninfo()
    with (
        psycopg.connect(conninfo, password=password) as session,
        tempfile.TemporaryFile() as errors,
    ):
        session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        session.execute("SET statement_timeout = 0")
        snapshot, manifest.postgresql = session.execute(
            "SELECT pg_export_snapshot(), current_setting('server_version')"
        ).fetchone() or ("", "")
        manifest.tables = count_rows(session)
        arguments = [
            "--format=custom",
            f"--snapshot={snapshot}",
            "--exclude-table=search_meaning",
            "--no-password",
            f"--dbname={conninfo}",
        ]
        dump = programs.start("pg_dump", *arguments, stdin=programs.DEVNULL, stdout=programs.PIPE, stderr=errors)
        try:
            copy(dump.stdout, stream)
        finally:
            dump.stdout.close()
            code = dump.wait()
        if code != 0:
            raise CommandError(f"The database could not be dumped: {programs.read_errors(errors)}")


def count_rows(session: psycopg.Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    counts = {}
    for (name,) in session.execute(TABLES).fetchall():
        row = session.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name))).fetchone()
        counts[name] = row[0] if row else 0
    return counts


def copy(source: IO[bytes], target: Any) -> None:
    while chunk := source.read(CHUNK_BYTES):
        target.write(chunk)


def get_version() -> str:
    with (Path(settings.BASE_DIR) / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _describe_media(manifest: Manifest) -> str:
    return "uploads are in their object store" if manifest.media is None else f"{manifest.media['files']} files"


@contextlib.contextmanager
def _explain_disk(target: Path) -> Iterator[None]:
    """Turn what the system refuses into an error of one line."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise CommandError(
                f"The disk of {target} is full: no backup was made. Free some space, or use --keep."
            ) from error
        raise CommandError(f"No backup was made in {target}: {error}.") from error


@contextlib.contextmanager
def _only_one(target: Path) -> Iterator[None]:
    with (target / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(f"Another backup is being made in {target}.") from error
        yield


def _remove_unfinished(target: Path) -> None:
    for path in target.glob(f"*{PARTIAL}"):
        if NAME.fullmatch(path.name.removesuffix(PARTIAL)):
            shutil.rmtree(path)


def _check_space(target: Path) -> None:
    """Raise `OSError` if not even the media fit; the size of a compressed database is not known before."""
    root = get_media_folder()
    needed = sum(path.stat().st_size for _, path in list_files(root)) if root and root.is_dir() else 0
    if needed > shutil.disk_usage(target).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
