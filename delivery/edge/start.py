"""What makes a process use the files of kept pages: web processes, and the worker that refreshes the mirror."""

import logging
from pathlib import Path

from django.conf import settings

from core.generation import empty_local_caches
from core.shared_counter import SharedCounter

from ..page_cache.application import PageCache
from ..page_cache.requests import Application
from ..page_cache.shared import FilesAndShared, SharedPages, get_program_fingerprint
from ..page_cache.storage import Files, Memory
from .files import Edge
from .layout import find_usual_headers, write_headers

logger = logging.getLogger(__name__)


def open_counter(folder: Path, edge: Edge | None) -> SharedCounter | None:
    """Return the counter of the generation in ``folder``; None if the folder cannot be used."""
    try:
        return SharedCounter(folder / "generation", edge.switch if edge else lambda number: None)
    except OSError as error:
        logger.error("No pages are kept: %s cannot be used (%s)", folder, error.strerror)
        return None


def make_page_cache(
    application: Application, counter: SharedCounter, edge: Edge | None, memory_bytes: int
) -> PageCache:
    folder, max_bytes = Path(settings.PAGE_CACHE_ROOT) / "pages", settings.PAGE_CACHE_FILES_MEGABYTES * 1024 * 1024
    own = Files(folder, max_bytes)
    files: Files | FilesAndShared = own
    if settings.CACHE_URL:
        from core.shared_cache import get_server  # noqa: PLC0415 - the client takes 20 MB of each process

        shared = SharedPages(get_server(settings.CACHE_URL), get_program_fingerprint())
        files = FilesAndShared(own, shared, counter)
    publish = edge.put if edge else lambda key, page: None
    return PageCache(application, counter, Memory(memory_bytes), files, empty_local_caches, publish)


def make_edge(folder: Path, application: Application) -> Edge:
    """Return the files for nginx, and write the headers that it adds to them."""
    edge = Edge(folder / "edge", settings.PAGE_CACHE_FILES_MEGABYTES * 1024 * 1024)
    headers = find_usual_headers(application, settings.SITE_URL)
    edge.set_usual_headers(headers)
    try:
        (folder / "edge").mkdir(parents=True, exist_ok=True)
        write_headers(folder / "edge", headers)
    except OSError as error:
        logger.error("nginx gets no headers for kept pages: %s", error)
    return edge
