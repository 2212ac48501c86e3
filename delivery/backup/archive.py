"""The continuous archive (`ARCHIVE_DIR`), from which a site can be restored as of any moment of the last days.

    wal/        the write-ahead log, which PostgreSQL's `pg_receivewal` receives while it is written
    base-TIME/  a data directory (`pg_basebackup`) a day, at the end of which the log is taken up
    media/      a copy of each upload
    wal.sha256  checksums of the log's files, for `sha256sum --check`

The log is asked for over a connection, with a slot, so that the server keeps what was not received yet. So it is the
same for the embedded server and for another one, whose role needs the right REPLICATION. The task worker runs the
receiver (docs/decisions/0081-continuous-archive.md).
"""

import contextlib
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
from django.conf import settings
from django.core.management import CommandError
from django.db import connection

from delivery.findings import Finding, bad, good

from . import programs
from .making import Report
from .media_files import get_media_folder, list_files
from .streams import hash_file

PR_SET_PDEATHSIG = 1  # prctl(2)
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork
SLOT = "roundtable"
SEGMENT = re.compile(r"[0-9A-F]{24}")
BASE = re.compile(r"base-\d{8}T\d{6}Z")
STARTS_WITH = re.compile(r"^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)", re.MULTILINE)
#: Uploads as they came. Renditions are made of them again.
KEPT_UPLOADS = ("original_images/", "documents/")
LATE = timedelta(hours=50)  # of a daily base that failed once


class Archive:
    def __init__(self, folder: Path) -> None:
        self.folder, self.wal, self.media = folder, folder / "wal", folder / "media"
        self.checksums = folder / "wal.sha256"

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.wal.mkdir(exist_ok=True)
        self.media.mkdir(exist_ok=True)

    def list_bases(self) -> list[Path]:
        """Return the complete base backups, oldest first."""
        return sorted(path for path in self.folder.glob("base-*") if BASE.fullmatch(path.name))

    def list_segments(self) -> list[Path]:
        """Return the complete files of the log, in their order."""
        return sorted(path for path in self.wal.iterdir() if SEGMENT.fullmatch(path.name))

    def read_checksums(self) -> dict[str, str]:
        with contextlib.suppress(FileNotFoundError):
            lines = (line.split() for line in self.checksums.read_text().splitlines())
            return {Path(name).name: digest for digest, name in lines}
        return {}


def get_archive() -> Archive | None:
    return Archive(Path(settings.ARCHIVE_DIR)) if settings.ARCHIVE_DIR else None


def get_time(base: Path) -> datetime:
    """Return when a base backup was complete: it can be restored as of any moment since then."""
    return datetime.strptime(base.name, "base-%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def get_first_segment(base: Path) -> str:
    found = STARTS_WITH.search((base / "backup_label").read_text())
    if not found:
        raise CommandError(f"The base backup {base} is damaged: backup_label names no file of the log.")
    return found[1]


def start_receiver() -> subprocess.Popen | None:
    """Start receiving the log, and return the process; None without `ARCHIVE_DIR`. It connects anew by itself."""
    archive = get_archive()
    if archive is None:
        return None
    archive.prepare()
    _end_orphan(archive)
    conninfo, password = programs.get_conninfo()
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    command = [programs.find_program("pg_receivewal"), f"--directory={archive.wal}", f"--dbname={conninfo}"]
    command += [f"--slot={SLOT}", "--no-password"]
    # Fails where the role may not replicate, and says so.
    subprocess.run([*command, "--create-slot", "--if-not-exists"], env=environment, check=False)  # noqa: S603
    process = subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
        [*command, "--synchronous"], env=environment, start_new_session=True, preexec_fn=_end_with_parent
    )
    (archive.folder / "receiver.pid").write_text(str(process.pid))
    return process


def _end_with_parent() -> None:
    """Have Linux end this process when the task worker ends, even if that is killed: it would hold the slot."""
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def _end_orphan(archive: Archive) -> None:
    """End the receiver of a worker that was killed, where the system has not done so."""
    with contextlib.suppress(FileNotFoundError, ValueError, psutil.Error):
        process = psutil.Process(int((archive.folder / "receiver.pid").read_text()))
        if process.name() == "pg_receivewal" and f"--directory={archive.wal}" in process.cmdline():
            process.terminate()
            process.wait(10)


def make_base(archive: Archive, report: Report) -> Path:
    """Add a base backup, delete those that no moment within `ARCHIVE_DAYS` needs, and their part of the log."""
    archive.prepare()
    for unfinished in archive.folder.glob("unfinished-*"):
        shutil.rmtree(unfinished)
    partial = Path(tempfile.mkdtemp(prefix="unfinished-", dir=archive.folder))
    conninfo, _password = programs.get_conninfo()
    try:
        options = ["--format=plain", "--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256"]
        _run("pg_basebackup", f"--pgdata={partial}", *options, "--no-password", f"--dbname={conninfo}")
        base = archive.folder / f"base-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        partial.rename(base)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    report(f"{base}: the site can be restored as of any moment from now on.")
    delete_outdated(archive)
    return base


def delete_outdated(archive: Archive) -> None:
    limit = datetime.now(UTC) - timedelta(days=settings.ARCHIVE_DAYS)
    bases = archive.list_bases()
    old = [base for base in bases if get_time(base) <= limit]
    needed = old[-1:] + bases[len(old) :]
    for base in bases:
        if base not in needed:
            shutil.rmtree(base)
    if needed:
        first = get_first_segment(needed[0])[8:]  # without the timeline
        for segment in archive.list_segments():
            if segment.name[8:] < first:
                segment.unlink()


def copy_uploads(archive: Archive) -> int:
    """Copy the uploads that the archive lacks, note the checksums of new files of the log; return how many it copied.

    An upload never changes under its name. One that is deleted stays in the archive: it may be wanted again.
    """
    archive.prepare()
    root, copied = get_media_folder(), 0
    for name, path in list_files(root) if root and root.is_dir() else ():
        target = archive.media / name
        if name.startswith(KEPT_UPLOADS) and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(f".{target.name}.new")
            with contextlib.suppress(FileNotFoundError):  # it was deleted meanwhile
                shutil.copy2(path, temporary)
                temporary.replace(target)
                copied += 1
    known = archive.read_checksums()
    with archive.checksums.open("a") as file:
        for segment in archive.list_segments():
            if segment.name not in known:
                file.write(f"{hash_file(segment)}  wal/{segment.name}\n")
    return copied


def verify_archive(archive: Archive, report: Report) -> None:
    """Check all base backups and files of the log. Raises `CommandError` that names what is damaged or missing."""
    bases = archive.list_bases()
    if not bases:
        raise CommandError(f"There is no base backup in {archive.folder}.")
    for base in bases:
        _run("pg_verifybackup", "--quiet", str(base))
    known, segments = archive.read_checksums(), archive.list_segments()
    for segment in segments:
        if segment.name in known and known[segment.name] != hash_file(segment):
            raise CommandError(f"The archive is damaged: the checksum of {segment} differs.")
    check_continuity(archive, bases[0])
    report(
        f"{len(bases)} base backups and {len(segments)} files of the log are complete and undamaged, from "
        f"{get_time(bases[0]):%Y-%m-%d %H:%M:%S} UTC on."
    )


def check_continuity(archive: Archive, base: Path) -> None:
    """Raise `CommandError` if a file of the log is missing after `base`."""
    sizes = {segment.name: segment.stat().st_size for segment in archive.list_segments()}
    size = max(sizes.values(), default=16 << 20)
    expected = _number(get_first_segment(base), size)
    for name in sorted(sizes, key=lambda name: (name[8:], name[:8])):
        number = _number(name, size)
        if sizes[name] != size:
            raise CommandError(f"The archive is damaged: {archive.wal / name} has {sizes[name]} bytes.")
        if number > expected:
            raise CommandError(f"The archive is damaged: a file of the log is missing before {name}.")
        expected = max(expected, number + 1)


def _number(name: str, size: int) -> int:
    """Return the place of a file of the log among all: its name has 4 GB in the middle, and files within them last."""
    return int(name[8:16], 16) * ((4 << 30) // size) + int(name[16:], 16)


def check_archive() -> Finding | None:
    """Return whether the log is received and base backups are made; None without an archive."""
    archive = get_archive()
    if archive is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT active FROM pg_replication_slots WHERE slot_name = %s", [SLOT])
        row = cursor.fetchone()
    if not row or not row[0]:
        return bad(
            "The write-ahead log is not archived.",
            "`manage.py serve` does it; the role needs REPLICATION (see the log)",
        )
    bases = archive.list_bases()
    if not bases or datetime.now(UTC) - get_time(bases[-1]) > LATE:
        return bad("The archive has no base backup of today.", "see why in the log, or run `manage.py backup --base`")
    return good(f"Any moment since {get_time(bases[0]):%Y-%m-%d %H:%M} UTC can be restored.")


def _run(name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL. Raises `CommandError` with what it says."""
    with tempfile.TemporaryFile() as errors:
        process: Any = programs.start(name, *arguments, stdin=programs.DEVNULL, stdout=programs.DEVNULL, stderr=errors)
        if process.wait() != 0:
            raise CommandError(f"{name} failed: {programs.read_errors(errors)}")
