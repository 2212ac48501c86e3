"""What of the index may follow a little later, run by the worker."""

from django_tasks import task
from wagtail.models import Page

from content.models import BasePage

from .engine.indexing import write_pages


@task()
def index_pages(page_ids: list[int]) -> None:
    """Write the rows of those pages that are live."""
    pages = Page.objects.live().filter(pk__in=page_ids).specific()
    write_pages(page for page in pages if isinstance(page, BasePage))
