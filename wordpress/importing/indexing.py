"""Telling Wagtail's indexes of what was made: at once, and once for each thing.

A page is saved several times while it is placed, filled and published, and each save would put two tasks into the
queue of ``manage.py work``: tens of thousands for a large archive. Here the same functions are called once, in the
transaction that makes the page. The public search and the quotes follow the signals of publication as ever.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models, insert_or_update_object
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def indexing_by_hand() -> Iterator[None]:
    """Keep Wagtail from queueing index tasks. For processes that do nothing else: signals belong to the process."""
    disconnected = [
        model for model in get_indexed_models() if post_save.disconnect(post_save_signal_handler, sender=model)
    ]
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in disconnected:
            post_save.connect(post_save_signal_handler, sender=model)


def index(instance: Model) -> None:
    """Do what saving ``instance`` would have queued."""
    insert_or_update_object(instance)
    if ReferenceIndex.is_indexed(type(instance)):
        ReferenceIndex.create_or_update_for_object(instance)
