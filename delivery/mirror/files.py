"""The mirror: the last good copy of each page of the sitemap, as files that nginx serves when the application fails.

They lie by the pages' ``url_path`` in the database, so that a withdrawn page is removed without a query, in the process
whose commit withdrew it. ``hosts/<scheme>/<host>`` are symbolic links to the root pages of the sites.
Imports no models: ``config.wsgi`` imports it before Django is set up.
"""

import contextlib
import fcntl
import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..edge.files import write_encodings
from ..edge.layout import ADDRESS
from ..page_cache.responses import Page

logger = logging.getLogger(__name__)


class MirrorFiles:
    """The pages below ``folder``, which several processes of a machine read and write."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._tree = folder, folder / "tree"

    def count_removals(self) -> int:
        """Return a number that ``put`` must be given. It is asked for before the page is rendered."""
        try:
            return int((self._folder / "removals").read_text())
        except (OSError, ValueError):
            return 0

    def put(self, url_path: str, page: Page, removals: int) -> bool:
        """Keep a page, unless one was removed since ``count_removals``: it may have been rendered before that.

        Raises ``OSError``, e.g. if the disk is full; the older copy then stays.
        """
        if not ADDRESS.fullmatch(url_path) or "gzip" not in page.bodies:
            return False
        with self._locked():
            if self.count_removals() != removals:
                return False
            write_encodings(self._get_file(url_path), page)
        return True

    def remove(self, url_path: str) -> None:
        """Remove a page that was withdrawn, and all below it. What is still public returns with the next refresh."""
        if not ADDRESS.fullmatch(url_path) or not self._folder.is_dir():
            return
        try:
            with self._locked():
                self._count_removal()
                shutil.rmtree(self._tree / url_path[1:], ignore_errors=True)
        except OSError as error:
            logger.error("%s may still be in the mirror: %s", url_path, error)

    def remove_page(self, url_path: str) -> None:
        """Remove a page alone, without those below it."""
        with self._locked():
            self._count_removal()
            for path in self._get_file(url_path).parent.glob("index.html.*"):
                path.unlink(missing_ok=True)

    def iter_pages(self) -> Iterator[str]:
        """Yield the ``url_path`` of each page that is kept."""
        for folder, _folders, names in os.walk(self._tree):
            if "index.html.gz" in names:
                path = os.path.relpath(folder, self._tree)
                yield f"/{path}/"

    def link_hosts(self, hosts: Iterable[tuple[str, str, str]]) -> None:
        """Make the sites be found by their hosts. ``hosts`` has scheme, host and ``url_path`` of the root page."""
        wanted = {Path(scheme, host): root for scheme, host, root in hosts}
        for name, root in wanted.items():
            link = self._folder / "hosts" / name
            target = os.path.relpath(self._tree / root.strip("/"), link.parent)
            if link.is_symlink() and os.readlink(link) == target:
                continue
            link.parent.mkdir(parents=True, exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(target)
        for link in (self._folder / "hosts").glob("*/*"):
            if link.relative_to(self._folder / "hosts") not in wanted:
                link.unlink()

    def load_generations(self) -> dict[str, int]:
        """Return the generation of each page, by ``url_path``."""
        try:
            return json.loads((self._folder / "generations.json").read_bytes())
        except (OSError, ValueError):
            return {}

    def save_generations(self, generations: dict[str, int]) -> None:
        new = self._folder / f"generations.{os.getpid()}"
        new.write_text(json.dumps(generations))
        new.replace(self._folder / "generations.json")

    def _get_file(self, url_path: str) -> Path:
        return self._tree / url_path[1:] / "index.html"

    def _count_removal(self) -> None:
        # In place and of the same length, so that a full disk does not prevent it.
        descriptor = os.open(self._folder / "removals", os.O_RDWR | os.O_CREAT, 0o644)
        with contextlib.closing(os.fdopen(descriptor, "r+b")) as file:
            number = int(file.read() or b"0") + 1
            file.seek(0)
            file.write(b"%020d" % number)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
