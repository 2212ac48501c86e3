"""The folder of the server's Unix socket."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .programs import get_account

SOCKET = ".s.PGSQL.5432"


def make_socket_folder(data: Path) -> Path:
    """Create a private folder for the socket with a short path (sun_path: 104 bytes on macOS, 108 on Linux)."""
    uid, gid = get_account(data)
    name = f"roundtable-{uid}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"
    folder = Path(tempfile.gettempdir()).resolve() / name
    if len(os.fsencode(folder / SOCKET)) > 100:
        folder = Path("/tmp").resolve() / name  # noqa: S108 (mkdir and the check below make it safe)
    folder.mkdir(mode=0o700, exist_ok=True)
    facts = folder.lstat()
    private = stat.S_ISDIR(facts.st_mode) and not facts.st_mode & 0o077
    if not private or facts.st_uid not in {uid, os.geteuid()}:
        raise ImproperlyConfigured(f"{folder} stands where PostgreSQL's socket belongs: remove it.")
    if os.geteuid() == 0:
        os.chown(folder, uid, gid, follow_symlinks=False)
    return folder
