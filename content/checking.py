"""The content checks over all live pages: a job, a few each minute; and at once around what has just changed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page, ReferenceIndex, get_page_models

from core.jobs import every

from .findings import PageCheck, PageFinding, update_findings
from .models import BasePage

#: A page is checked again after this time: what it links to, and the people it names, may have changed.
MAX_AGE = timedelta(days=1)
#: Pages in one run: a site of 5,000 takes less than an hour.
BATCH = 100


@every(timedelta(minutes=1))
def check_due_pages() -> None:
    """Check the live pages that were published since their last check, or not checked for a day."""
    never, changed = Q(content_check=None), Q(last_published_at__gt=F("content_check__checked_at"))
    old = Q(content_check__checked_at__lt=timezone.now() - MAX_AGE)
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    due = Page.objects.live().type(*models).filter(never | changed | old)
    check_pages(due.order_by(F("content_check__checked_at").asc(nulls_first=True), "pk")[:BATCH])


def check_pages(pages: Iterable[Page]) -> None:
    """Run the checks over live pages, given as pages of any type."""
    ids: dict[Any, list[int]] = defaultdict(list)
    for page in pages:
        if page.specific_class:
            ids[page.specific_class].append(page.pk)
    for model, pks in ids.items():
        update_findings(model.for_indexing().filter(pk__in=pks))


@task()
def check_around(page_id: int) -> None:
    """Check a page that was published or taken offline, and those that link to it or name it.

    Where these are many, the job checks the rest within minutes.
    """
    references = ReferenceIndex.objects.filter(
        to_content_type__in=[*ContentType.objects.get_for_models(Page, *get_page_models()).values()],
        to_object_id=str(page_id),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    around = {page_id, *map(int, references.values_list("object_id", flat=True))}
    PageCheck.objects.filter(page__in=around).delete()
    PageFinding.objects.filter(page=page_id, page__live=False).delete()
    check_pages(Page.objects.live().filter(pk__in=around).order_by("pk")[:BATCH])
