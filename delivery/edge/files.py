"""The edge: kept pages as precompressed static files that nginx serves without asking the application.

Each generation is a folder, and ``current`` a symbolic link to that of the present one. ``Edge.switch`` is called by
the counter of the generation *before* the number is raised, in the process whose commit raised it: an editor's click is
answered after nginx has lost sight of every older page. A folder begins empty; a request for a page that is not in it
goes to the application, whose page cache renders the page and puts it there (docs/decisions/0076-the-edge.md).
"""

import contextlib
import logging
import os
import shutil
import threading
from pathlib import Path

from delivery.page_cache.requests import Key
from delivery.page_cache.responses import Headers, Page, get_file_time

from .layout import get_digest, get_file_name, get_folder_of_host, has_type, normalise

logger = logging.getLogger(__name__)

ENCODINGS = {"gzip": ".gz", "br": ".br"}  # nginx makes plain text of the former, and needs a module for the latter


class Edge:
    """The files of kept pages below ``folder``, at most ``max_bytes`` from each process in one generation."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder, self._max_bytes = folder, max_bytes
        self._headers: Headers = []
        self._generation, self._written = 0, 0
        self._has_failed = False
        self._pruning = threading.Lock()

    def set_usual_headers(self, headers: Headers) -> None:
        """Say which headers nginx adds. Pages with others are left to the application."""
        self._headers = headers

    def switch(self, generation: int) -> None:
        """Make the folder of ``generation`` the current one, in one step."""
        current, new = self._folder / "current", self._folder / f"current.{os.getpid()}-{threading.get_ident()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            new.unlink(missing_ok=True)
            new.symlink_to(f"generations/{generation}")
            new.replace(current)
        except OSError as error:
            # Without the link nginx asks the application for each page. Removing it needs no space on the disk.
            logger.error("The edge is off: %s cannot be used (%s)", self._folder, error.strerror)
            switch_off(self._folder)

    def put(self, key: Key, page: Page) -> None:
        """Keep ``page`` for its generation, if nginx can send it as the application would."""
        host, name = get_folder_of_host(key), get_file_name(key.path, key.query)
        if host is None or name is None or "gzip" not in page.bodies or page.status[:3] != "200":
            return
        if not has_type(page, name) or normalise(page.headers) != self._headers:
            return
        if page.generation != self._generation:
            self._generation, self._written = page.generation, 0
        if self._written > self._max_bytes:
            return
        path = self._folder / "generations" / str(page.generation) / get_digest(self._headers) / host / name
        try:
            self._written += write_encodings(path, page)
            self._has_failed = False
        except OSError as error:
            if not self._has_failed:
                logger.error("No page is kept for nginx in %s: %s", self._folder, error.strerror)
            self._has_failed = True

    def prune(self) -> None:
        """Delete the folders of past generations, in a thread."""
        threading.Thread(target=self._prune, name="edge", daemon=True).start()

    def _prune(self) -> None:
        if not self._pruning.acquire(blocking=False):
            return
        try:
            current = os.readlink(self._folder / "current").rpartition("/")[2]
            for name in os.listdir(self._folder / "generations"):
                if name.isdigit() and int(name) < int(current):
                    shutil.rmtree(self._folder / "generations" / name, ignore_errors=True)
        except OSError:  # there is no folder yet
            return
        finally:
            self._pruning.release()


def switch_off(folder: Path) -> None:
    """Let nginx find no page, where it was in use before and nobody moves the link any longer."""
    with contextlib.suppress(OSError):
        (folder / "current").unlink(missing_ok=True)


def write_encodings(path: Path, page: Page) -> int:
    """Write the compressed forms of ``page``, each in one step, and return their size in bytes.

    nginx makes its ETag of a file's time and size, so that the time is made from the content (``get_file_time``).
    """
    written, moment = 0, get_file_time(page.etag)
    own = path.with_name(f".{os.getpid()}-{threading.get_ident()}")
    for encoding, suffix in ENCODINGS.items():
        if encoding in page.bodies:
            try:
                own.write_bytes(page.bodies[encoding])
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                own.write_bytes(page.bodies[encoding])
            try:
                os.utime(own, (moment, moment))
                own.replace(path.with_name(path.name + suffix))
            except OSError:
                with contextlib.suppress(OSError):
                    own.unlink()
                raise
            written += len(page.bodies[encoding])
    return written
