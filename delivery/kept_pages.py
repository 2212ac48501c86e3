"""Putting the page cache in front of Django, in a web process."""

from pathlib import Path

from django.conf import settings

from core.generation import follow

from .edge.files import switch_off
from .edge.start import make_edge, make_page_cache, open_counter
from .mirror.files import MirrorFiles
from .page_cache.following import Follower
from .page_cache.requests import Application


def keep_pages(application: Application) -> Application:
    """Return ``application`` behind the page cache; alone if that is switched off, or its folder cannot be used."""
    folder = Path(settings.PAGE_CACHE_ROOT)
    if not (settings.EDGE_FILES and settings.PAGE_CACHE_MEGABYTES):
        switch_off(folder / "edge")
    if not settings.PAGE_CACHE_MEGABYTES:
        return application
    edge = make_edge(folder, application) if settings.EDGE_FILES else None
    counter = open_counter(folder, edge)
    if counter is None:
        return application
    follow(counter, MirrorFiles(folder / "edge" / "mirror").remove if edge else None)
    Follower(counter, on_change=edge.prune if edge else lambda: None).start()
    return make_page_cache(application, counter, edge, settings.PAGE_CACHE_MEGABYTES * 1024 * 1024)
