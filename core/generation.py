"""The generation of the public site: a number that every change of what visitors may see raises.

What was made from the database (a page, a menu) is kept together with the generation it was made in, and is out of date
once the number has changed. The database has the number (``delivery.generation``). All web processes of a machine map
one file with a copy of it, because every request looks it up: that takes a fifth of a microsecond, a query a thousand
times as long (docs/decisions/0068-page-cache.md).
"""

import fcntl
import mmap
import os
import threading
from collections.abc import Callable, Hashable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from django.db import connection

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

MAX_VALUES = 500  # of each function with ``per_generation``


class SharedCounter:
    """A number in a file that several processes map. It never falls.

    Raises ``OSError`` if the file cannot be made, e.g. on a full disk.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        # Writing to a mapped page that has no block on the disk would end the process if the disk is full.
        os.posix_fallocate(self._descriptor, 0, mmap.PAGESIZE)
        self._numbers = memoryview(mmap.mmap(self._descriptor, mmap.PAGESIZE)).cast("Q")
        self._mutex = threading.Lock()

    @property
    def value(self) -> int:
        return self._numbers[0]

    def raise_to(self, number: int) -> None:
        """Set the number unless it is higher already, whatever other threads and processes do meanwhile."""
        if number <= self._numbers[0]:
            return
        with self._mutex:  # the lock of a file does not part the threads of a process
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            try:
                self._numbers[0] = max(number, self._numbers[0])
            finally:
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)


class _Process:
    """What this process knows: the counter, if it follows one. Web processes do; commands and tests do not."""

    counter: SharedCounter | None = None


def follow(counter: SharedCounter | None) -> None:
    """Let this process use ``counter``; None ends that."""
    _Process.counter = counter


def get_counter() -> SharedCounter | None:
    return _Process.counter


_local_caches: list[Callable[[], object]] = []


def register_local_cache(empty: Callable[[], object]) -> None:
    """Register a function that empties a cache of this process. It is called once the generation has changed."""
    _local_caches.append(empty)


def empty_local_caches() -> None:
    for empty in _local_caches:
        empty()


def per_generation(
    get_key: Callable[Parameters, Hashable],
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """Keep the results of a function until the public site changes, by what ``get_key`` returns for its arguments.

    In a process that follows no counter the function runs each time; in a transaction, too, as it may be rolled back.
    Do not use it for what depends on the time to the second: ``delivery.moments`` looks once a minute.
    """

    def decorate(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        kept: dict[Hashable, tuple[int, Result]] = {}

        @wraps(function)
        def wrapper(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            counter = _Process.counter
            if counter is None or connection.in_atomic_block:
                return function(*args, **kwargs)
            generation, key = counter.value, get_key(*args, **kwargs)
            found = kept.get(key)
            if found and found[0] == generation:
                return found[1]
            result = function(*args, **kwargs)
            if len(kept) >= MAX_VALUES:
                kept.clear()
            kept[key] = generation, result
            return result

        return wrapper

    return decorate
