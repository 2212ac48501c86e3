"""Background tasks: updates of the index that may follow a little later, run by the worker."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from wagtail.models import Page

from content.models import BasePage
from core.jobs import every

from . import engine

#: How long after a page was published the hourly job still writes its rows again: at least once.
RECENT = timedelta(hours=2)


@task()
def refresh_pages(page_ids: list[int]) -> None:
    """Write the rows of those pages that are live."""
    pages = Page.objects.live().filter(pk__in=page_ids).specific()
    engine.refresh_pages(page for page in pages if isinstance(page, BasePage))


@task()
def count_words() -> None:
    """Count the vocabulary once the pages that stand before this in the queue are written."""
    engine.count_words()


@task()
def write_missing_vectors() -> None:
    """Write the vectors of rows that have none, as after an upgrade or where ``vector`` was installed later."""
    engine.write_missing_vectors()


@every(timedelta(hours=1))
def index_missing_pages() -> None:
    """Write the rows of live pages that have none, as after an upgrade or a restored backup."""
    missing = engine.get_missing_pages()
    for start in range(0, len(missing), engine.PAGES_PER_BATCH):
        refresh_pages.enqueue(missing[start : start + engine.PAGES_PER_BATCH])
    if missing:
        count_words.enqueue()
    write_missing_vectors.enqueue()


@every(timedelta(hours=1))
def repair_index() -> None:
    """Remove rows that should not be there, and write those of recently published pages again.

    Publishing writes the rows in its own transaction, so nothing is found here unless something else has changed pages
    or rows, as a restored backup or a change in SQL does.
    """
    engine.remove_stale_rows()
    recent = engine.get_recent_pages(timezone.now() - RECENT)
    for start in range(0, len(recent), engine.PAGES_PER_BATCH):
        refresh_pages.enqueue(recent[start : start + engine.PAGES_PER_BATCH])
