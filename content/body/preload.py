"""Preloading of the records that the blocks of a body refer to.

Wagtail loads the chosen records for each type of block separately, without relations or renditions, and the linked
pages for each paragraph. A body with quotes, speakers, a gallery and a few links would need two dozen queries. Here it
needs one for people, one for images and one for links: ``content.body.stream`` loads the records, and the blocks of
``content.body.choosers`` and ``content.body.rich_text`` take them from there.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.db.models import Model

#: The records of the body whose stored values are being converted to block values: by ``preload_key``, then by primary
#: key. None outside a conversion.
preloaded_records: ContextVar[dict | None] = ContextVar("preloaded_records", default=None)


class PreloadedBlock:
    """A mixin for blocks whose values refer to records in the database."""

    #: The model of the records; chooser blocks have it.
    model_class: type[Any]

    @property
    def preload_key(self) -> tuple:
        """Blocks with the same key share the records that they load."""
        return type(self), self.model_class

    def get_referenced_ids(self, raw) -> Iterable[int]:
        """Return the primary keys in a stored value."""
        return () if raw is None else (raw,)

    def load(self, ids: Iterable[int]) -> dict[int, Model]:
        """Return the records by primary key, with everything that templates show of them."""
        return {instance.pk: instance for instance in self.get_queryset().filter(pk__in=ids)}

    def get_queryset(self):
        return self.model_class.objects.all()

    def get_images(self, instance) -> list:
        """Return the images that templates show with a record, such as a portrait."""
        return []

    def get_preloaded(self) -> dict[int, Model] | None:
        """Return the preloaded records for this block by primary key; None outside the conversion of a body."""
        records = preloaded_records.get()
        return None if records is None else records.get(self.preload_key, {})
