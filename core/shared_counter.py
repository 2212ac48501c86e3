"""A number that processes share by mapping one file into their memory. POSIX only: web processes import this module."""

import fcntl
import mmap
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class SharedCounter:
    """A number in a file that several processes map. It never falls.

    ``before_raise`` is called with the new number by the process that raises it, before anybody can read it. The file
    is locked meanwhile, so that all processes call it in the order of the numbers.

    Raises ``OSError`` if the file cannot be made, e.g. on a full disk.
    """

    def __init__(self, path: Path, before_raise: Callable[[int], object] = lambda number: None) -> None:
        self._before_raise = before_raise
        path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        self._mutex = threading.Lock()
        with self._locked():
            # Writing to a mapped page that has no block on the disk would end the process if the disk is full.
            size = os.fstat(self._descriptor).st_size
            if size < mmap.PAGESIZE:
                os.pwrite(self._descriptor, bytes(mmap.PAGESIZE - size), size)
        self._numbers = memoryview(mmap.mmap(self._descriptor, mmap.PAGESIZE)).cast("Q")

    @property
    def value(self) -> int:
        return self._numbers[0]

    def raise_to(self, number: int) -> None:
        """Set the number unless it is higher already, whatever other threads and processes do meanwhile."""
        if number <= self._numbers[0]:
            return
        with self._locked():
            if number > self._numbers[0]:
                self._before_raise(number)
                self._numbers[0] = number

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._mutex:  # the lock of a file does not part the threads of a process
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)
