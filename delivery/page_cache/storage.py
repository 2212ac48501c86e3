"""Where kept pages lie: in the memory of each process, and in files that the processes of a machine share."""

import contextlib
import hashlib
import json
import logging
import os
import threading
import time
from collections import OrderedDict
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from .requests import Key
from .responses import Page

logger = logging.getLogger(__name__)

MAX_NOT_FOUND = 2000
TRIM_EVERY = 500  # files written
TRIM_TO = 0.8  # of the limit


class Sized(Protocol):
    @property
    def size(self) -> int:
        """Bytes, about."""


Kept = TypeVar("Kept", bound=Sized)


class Memory(Generic[Kept]):
    """Pages by key, the least recently used leaving first. Safe for threads."""

    def __init__(self, max_bytes: int, max_pages: int = 100_000) -> None:
        self._max_bytes, self._max_pages = max_bytes, max_pages
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._mutex = threading.Lock()

    def get(self, key: Key) -> Kept | None:
        page = self._pages.get(key)
        if page is not None:
            with contextlib.suppress(KeyError):  # another thread has just removed it
                self._pages.move_to_end(key)
        return page

    def put(self, key: Key, page: Kept) -> None:
        with self._mutex:
            self._remove(key)
            self._pages[key] = page
            self._bytes += page.size
            while self._bytes > self._max_bytes or len(self._pages) > self._max_pages:
                _key, oldest = self._pages.popitem(last=False)
                self._bytes -= oldest.size

    def remove(self, key: Key) -> None:
        with self._mutex:
            self._remove(key)

    def _remove(self, key: Key) -> None:
        if page := self._pages.pop(key, None):
            self._bytes -= page.size


class NotFound:
    """Addresses where nothing is. They share a few pages, so that a scanner fills no memory and moves no page out."""

    def __init__(self) -> None:
        self._memory: Memory[Page] = Memory(1 << 40, MAX_NOT_FOUND)
        self._shared: OrderedDict[tuple, Page] = OrderedDict()

    def get(self, key: Key) -> Page | None:
        return self._memory.get(key)

    def remove(self, key: Key) -> None:
        self._memory.remove(key)

    def put(self, key: Key, page: Page) -> None:
        self._memory.put(key, page)

    def make(self, generation: int, status: str, headers: list[tuple[str, str]], body: bytes) -> Page:
        """Return a page like one that was made before, rather than compress the same bytes anew."""
        wanted = (generation, status, hashlib.blake2b(body, digest_size=16).digest())
        page = self._shared.get(wanted)
        if page is None:
            page = self._shared[wanted] = Page.make(generation, status, headers, body)
            while len(self._shared) > 20:
                self._shared.popitem(last=False)
        return page


def pack(key: Key, page: Page) -> bytes:
    """Return a page as it is stored outside this process: a line of JSON, then the bodies."""
    head = {
        "key": key,
        "generation": page.generation,
        "status": page.status,
        "headers": page.headers,
        "etag": page.etag,
        "bodies": {encoding: len(body) for encoding, body in page.bodies.items()},
    }
    return b"".join([json.dumps(head).encode(), b"\n", *page.bodies.values()])


def unpack(key: Key, content: bytes) -> Page | None:
    """Return the page in ``content``; None if that is no whole page of ``key``."""
    line, _newline, rest = content.partition(b"\n")
    try:
        head = json.loads(line)
    except ValueError:
        return None
    bodies, start = {}, 0
    for encoding, size in head["bodies"].items():
        bodies[encoding] = rest[start : start + size]
        start += size
    if head["key"] != list(key) or start != len(rest):
        return None
    headers = [(name, value) for name, value in head["headers"]]
    return Page(head["generation"], head["status"], headers, bodies, head["etag"])


class Files:
    """Pages as files. They survive a restart, and any process may read them.

    A disk that is full or read-only is logged once; the site then works without files.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder, self._max_bytes = folder, max_bytes
        self._written = 0
        self._has_failed = False

    def get(self, key: Key) -> Page | None:
        try:
            return unpack(key, self._get_path(key).read_bytes())
        except OSError:
            return None

    def put(self, key: Key, page: Page) -> None:
        path = self._get_path(key)
        own = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            own.write_bytes(pack(key, page))
            own.replace(path)
        except OSError as error:
            self._fail(error)
            own.unlink(missing_ok=True)
            return
        self._has_failed = False
        self._written += 1
        if self._written % TRIM_EVERY == 0:
            self.trim()

    def remove(self, key: Key) -> None:
        with contextlib.suppress(OSError):
            self._get_path(key).unlink(missing_ok=True)

    def trim(self) -> None:
        """Delete the files that were written longest ago until all are within the limit."""
        found = []
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):  # another process may trim, too
                status = path.stat()
                found.append((status.st_mtime, status.st_size, path))
        total = sum(size for _time, size, _path in found)
        if total <= self._max_bytes:
            return
        for _time, size, path in sorted(found):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            total -= size
            if total <= self._max_bytes * TRIM_TO:
                return

    def _get_path(self, key: Key) -> Path:
        name = hashlib.blake2b("\n".join(key).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        return self._folder / name[:2] / name[2:]

    def _fail(self, error: OSError) -> None:
        if not self._has_failed:
            logger.error("No page is kept in %s: %s", self._folder, error.strerror)
        self._has_failed = True


class Flight:
    """The rendering of one page by one request, which others may wait for."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self.ended = threading.Event()
        self.has_failed = False

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended, but not beyond so many seconds after its start; return whether it has."""
        return self.ended.wait(max(0, self._started + seconds - time.monotonic()))
