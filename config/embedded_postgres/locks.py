"""Locked files (flock(2)): the kernel drops such a lock when its holder ends, however it ends."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import OperationalError


def open_lock_file(file: Path) -> int:
    return os.open(file, os.O_RDONLY | os.O_CREAT, 0o644)


@contextlib.contextmanager
def lock_file(file: Path, operation: int, timeout: float | None) -> Iterator[None]:
    """Hold a lock. Raises ``OperationalError`` if others hold it for ``timeout`` seconds; None waits for ever."""
    descriptor = open_lock_file(file)
    try:
        if timeout is None:
            fcntl.flock(descriptor, operation)
        else:
            _wait_for_lock(descriptor, operation, timeout)
        yield
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int, operation: int, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while True:
        with contextlib.suppress(BlockingIOError):
            return fcntl.flock(descriptor, operation | fcntl.LOCK_NB)
        if time.monotonic() > deadline:
            raise OperationalError("PostgreSQL is being started or stopped.")
        time.sleep(0.01)
