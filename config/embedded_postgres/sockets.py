"""The server's Unix socket: its folder, and what answers there."""

import enum
import hashlib
import os
import socket
import stat
import struct
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


class Answer(enum.Enum):
    """What a server answers to a new connection."""

    OK = enum.auto()
    STARTING = enum.auto()  # or stopping, or recovering after a crash
    SILENT = enum.auto()  # it listens and says nothing: it is frozen, or its machine is
    NONE = enum.auto()  # nobody listens


def ping(folder: Path | None, timeout: float) -> Answer:
    """Begin a connection as libpq's PQping does, which waits without an end and blocks all threads of the process.

    See "Message Formats" in PostgreSQL's manual for the bytes.
    """
    if folder is None:
        return Answer.NONE
    parameters = b"user\0postgres\0database\0postgres\0\0"
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(timeout)
        try:
            probe.connect(str(folder / SOCKET))
            probe.sendall(struct.pack("!ii", 8 + len(parameters), 3 << 16) + parameters)
            answer = probe.recv(4096)
        except (TimeoutError, BlockingIOError):
            return Answer.SILENT
        except OSError:
            return Answer.NONE
    if not answer:
        return Answer.NONE
    return Answer.STARTING if answer[:1] == b"E" and b"C57P03\0" in answer else Answer.OK
