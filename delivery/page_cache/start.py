"""Putting the page cache in front of Django, in a web process."""

import logging
from pathlib import Path

from django.conf import settings

from core.generation import empty_local_caches, follow
from core.shared_cache import get_server
from core.shared_counter import SharedCounter

from .application import PageCache
from .following import Follower
from .requests import Application
from .shared import FilesAndShared, SharedPages, get_program_fingerprint
from .storage import Files, Memory

logger = logging.getLogger(__name__)


def keep_pages(application: Application) -> Application:
    """Return ``application`` behind the page cache; alone if that is switched off, or its folder cannot be used."""
    if not settings.PAGE_CACHE_MEGABYTES:
        return application
    folder = Path(settings.PAGE_CACHE_ROOT)
    try:
        counter = SharedCounter(folder / "generation")
    except OSError as error:
        logger.error("No pages are kept: %s cannot be used (%s)", folder, error.strerror)
        return application
    follow(counter)
    Follower(counter).start()
    memory = Memory(settings.PAGE_CACHE_MEGABYTES * 1024 * 1024)
    own = Files(folder / "pages", settings.PAGE_CACHE_FILES_MEGABYTES * 1024 * 1024)
    files: Files | FilesAndShared = own
    if settings.CACHE_URL:
        shared = SharedPages(get_server(settings.CACHE_URL), get_program_fingerprint())
        files = FilesAndShared(own, shared, counter)
    return PageCache(application, counter, memory, files, on_change=empty_local_caches)
