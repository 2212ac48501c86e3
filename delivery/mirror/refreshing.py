"""Keeping the mirror up to date: a job that looks each minute, and a task of the worker that renders what is old.

A pass lasts at most ``PASS_SECONDS``, so that other tasks do not wait longer; the next minute goes on. What was
published since comes first, then pages that were never mirrored, then those whose copies are oldest.
"""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.models import Site

from core.jobs import every
from core.shared_counter import SharedCounter

from ..models import Generation
from ..page_cache.requests import Application
from ..page_cache.responses import Page, may_be_kept
from .files import MirrorFiles
from .reading import Address, ask, get_hosts, get_path, iter_published, reading_kept_pages

logger = logging.getLogger(__name__)

PASS_SECONDS = 40
NEW = timedelta(minutes=15)  # what was published in this time comes first
HTML = [("Content-Type", "text/html; charset=utf-8")]
Published = dict[str, datetime | None]


def get_mirror() -> MirrorFiles:
    return MirrorFiles(Path(settings.PAGE_CACHE_ROOT) / "edge" / "mirror")


@task()
def refresh_mirror() -> None:
    refresh(PASS_SECONDS)


@every(timedelta(minutes=1))
def keep_mirror() -> None:
    """Remove what is not public any longer, whatever withdrew it, and let the worker render what is out of date."""
    if not (settings.EDGE_FILES and settings.PAGE_CACHE_MEGABYTES):
        return
    mirror = get_mirror()
    published = {path for site in get_sites() for path, _time in iter_published(site)}
    remove_others(mirror, published)
    number = Generation.objects.values_list("number", flat=True).first()
    made = mirror.load_generations()
    is_behind = any(made.get(path, -1) < (number or 0) for path in published)
    if is_behind and not DBTaskResult.objects.ready().filter(task_path=refresh_mirror.module_path).exists():
        refresh_mirror.enqueue()


def get_sites() -> list[Site]:
    return list(Site.objects.select_related("root_page"))


def remove_others(mirror: MirrorFiles, published: set[str]) -> None:
    for path in mirror.iter_pages():
        if path not in published:
            mirror.remove_page(path)


def refresh(seconds: float, now: Callable[[], float] = time.monotonic) -> int:
    """Render what is out of date, for so many seconds; return how many pages still are.

    A page that cannot be rendered keeps its old copy. One that anonymous visitors do not get is removed.
    """
    mirror, sites, until = get_mirror(), get_sites(), now() + seconds
    with reading_kept_pages() as reading:
        if reading is None:
            return 0
        application, counter = reading
        mirror.link_hosts(get_hosts(sites))
        published = {site: dict(iter_published(site)) for site in sites}
        everything = {path for pages in published.values() for path in pages}
        remove_others(mirror, everything)
        made = {path: number for path, number in mirror.load_generations().items() if path in everything}
        waiting = [(site, path) for site in sites for path in sort_by_need(published[site], made, counter.value)]
        done = 0
        try:
            for site, path in waiting:
                if now() >= until:
                    break
                done += 1
                mirror_page(mirror, application, counter, site, path, made)
        except OSError as error:  # a full disk, most likely: the old copies stay
            logger.error("The mirror cannot be written: %s", error)
        finally:
            mirror.save_generations(made)
    return len(waiting) - done


def sort_by_need(published: Published, made: dict[str, int], generation: int) -> list[str]:
    """Return the pages whose copy is of an older generation, those first whose readers miss most."""
    since = datetime.now(UTC) - NEW
    outdated = [path for path in published if made.get(path, -1) < generation]
    return sorted(outdated, key=lambda path: (not is_after(published[path], since), made.get(path, -1)))


def is_after(moment: datetime | None, since: datetime) -> bool:
    return moment is not None and moment > since


def mirror_page(
    mirror: MirrorFiles, application: Application, counter: SharedCounter, site: Site, path: str, made: dict[str, int]
) -> None:
    generation, removals = counter.value, mirror.count_removals()
    response = ask(application, Address.of(site), get_path(site, path))
    headers = dict(response.headers)
    if response.status[0] == "5" or headers.get("X-Cache") == "stale":
        return
    is_page = headers.get("Content-Type", "").startswith("text/html")
    if response.status[:3] == "200" and is_page and may_be_kept(response.status, response.headers):
        if not mirror.put(path, Page.make(generation, response.status, HTML, response.body), removals):
            return
    else:
        mirror.remove_page(path)
    made[path] = generation
