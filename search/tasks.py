"""What of the index may follow a little later, run by the worker."""

from datetime import timedelta

from django_tasks import task
from wagtail.models import Page

from content.models import BasePage
from core.jobs import every

from .engine.indexing import BATCH, missing_pages, write_pages
from .engine.vocabulary import count_words


@task()
def index_pages(page_ids: list[int]) -> None:
    """Write the rows of those pages that are live."""
    pages = Page.objects.live().filter(pk__in=page_ids).specific()
    write_pages(page for page in pages if isinstance(page, BasePage))


@task()
def learn_their_words() -> None:
    """Count the words once the pages that stand before this in the queue are written."""
    count_words()


@every(timedelta(hours=1))
def index_what_is_missing() -> None:
    """Write the rows of live pages that have none, as after an upgrade or a restored backup."""
    missing = missing_pages()
    for start in range(0, len(missing), BATCH):
        index_pages.enqueue(missing[start : start + BATCH])
    if missing:
        learn_their_words.enqueue()
