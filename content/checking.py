"""The job that runs the content checks over all live pages, a few each minute."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page, get_page_models

from core.jobs import every

from .findings import update_findings
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
    due = due.order_by(F("content_check__checked_at").asc(nulls_first=True), "pk")[:BATCH]
    ids: dict[Any, list[int]] = defaultdict(list)
    for page in due:
        if page.specific_class:
            ids[page.specific_class].append(page.pk)
    for model, pks in ids.items():
        update_findings(model.for_indexing().filter(pk__in=pks))
