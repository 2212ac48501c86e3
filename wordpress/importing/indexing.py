"""Indexing of imported objects: in batches, and once for each object.

A page is saved several times while it is created, filled and published, and each save would add two tasks to the queue
of ``manage.py work``: tens of thousands for a large archive. Wagtail's index for the admin also reads all its rows for
each new one. So objects wait here, and their records say so (``ImportedItem.indexed``): what a killed run left waiting
is indexed by the next run. Quotes are still extracted whenever a page is saved.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed, get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published

from content.models import BasePage
from search.engine import index_pages
from search.signals import index_published_page

from ..models import ImportedItem

logger = logging.getLogger(__name__)

#: Objects indexed at once. It takes about a second, during which editors cannot save these pages.
BATCH_SIZE = 25
REFERENCES = ("page", "image", "document", "venue")


@contextmanager
def deferred_indexing() -> Iterator[None]:
    """Disable indexing on save. Only for processes that do nothing else, since signals belong to the process."""
    disconnected = [
        model for model in get_indexed_models() if post_save.disconnect(post_save_signal_handler, sender=model)
    ]
    page_published.disconnect(index_published_page)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        page_published.connect(index_published_page)
        for model in disconnected:
            post_save.connect(post_save_signal_handler, sender=model)


class IndexQueue:
    """Objects that wait to be indexed, by the primary key of their ``ImportedItem``."""

    def __init__(self, source: str):
        self.source = source
        self.waiting: dict[int, Model] = {}

    def add(self, item_pk: int, instance: Model) -> None:
        self.waiting[item_pk] = instance

    def catch_up(self) -> None:
        """Index what a killed run left waiting."""
        left = list(ImportedItem.objects.filter(source=self.source, indexed=False).values_list("pk", flat=True))
        for start in range(0, len(left), BATCH_SIZE):
            for item in ImportedItem.objects.filter(pk__in=left[start : start + BATCH_SIZE]).select_related(
                *REFERENCES
            ):
                made = next(filter(None, (getattr(item, name) for name in REFERENCES)), None)
                if made is None:
                    ImportedItem.objects.filter(pk=item.pk).update(indexed=True)
                else:
                    self.add(item.pk, made.specific if isinstance(made, Page) else made)
            self.flush()

    def flush_if_full(self) -> None:
        if len(self.waiting) >= BATCH_SIZE:
            self.flush()

    def flush(self) -> None:
        """Index what waits. An object that an index refuses is logged, and the others are indexed."""
        waiting, self.waiting = self.waiting, {}
        try:
            _index(waiting)
        except Exception:
            for pk, instance in waiting.items():
                try:
                    _index({pk: instance})
                except Exception:
                    logger.exception("Not found by searches: %s", instance)
                    ImportedItem.objects.filter(pk=pk).update(indexed=True)


@transaction.atomic
def _index(waiting: dict[int, Model]) -> None:
    pages = [instance.pk for instance in waiting.values() if isinstance(instance, Page)]
    locked = Page.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pages)
    revisions = dict(locked.values_list("pk", "latest_revision_id"))
    # What an editor has saved or removed since has been indexed by that.
    made = [
        instance
        for instance in waiting.values()
        if not isinstance(instance, Page) or revisions.get(instance.pk, -1) == instance.latest_revision_id
    ]
    by_model: dict[type[Model], dict[int, Model]] = defaultdict(dict)
    for instance in made:
        by_model[type(instance)][instance.pk] = instance
        if ReferenceIndex.is_indexed(type(instance)):
            ReferenceIndex.create_or_update_for_object(instance)
    for model, instances in by_model.items():
        if class_is_indexed(model):
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, list(instances.values()))
    published = [instance for instance in made if isinstance(instance, BasePage) and instance.live]
    index_pages(published)
    ImportedItem.objects.filter(pk__in=waiting).update(indexed=True)
