"""Chooser blocks for bodies: they take the chosen records from what the body preloads (``content.body.preload``)."""

from collections.abc import Iterable

from django.db.models import Model
from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from ..querysets import BasePageQuerySet
from ..visibility import is_restricted
from .preload import PreloadedBlock
from .renditions import load_images


class BodyChooserMixin(PreloadedBlock):
    """A chooser block that uses preloaded records within a body, and queries the database elsewhere."""

    def bulk_to_python(self, values):
        found = self.get_preloaded()
        if found is None:
            found = self.load({value for value in values if value is not None})
        return [found.get(value) for value in values]

    def to_python(self, value):
        return None if value is None else self.load([value]).get(value)


class BodyImageChooserBlock(BodyChooserMixin, ImageChooserBlock):
    def load(self, ids: Iterable[int]) -> dict[int, Model]:
        return load_images(ids)


class BodyDocumentChooserBlock(BodyChooserMixin, DocumentChooserBlock):
    pass


class BodyPageChooserBlock(BodyChooserMixin, PageChooserBlock):
    """Chooses a page. It is loaded with ``restricted`` and what a teaser shows, and without its own body."""

    def get_queryset(self):
        pages = super().get_queryset().annotate(restricted=is_restricted()).defer_streamfields()
        return pages.for_listing() if isinstance(pages, BasePageQuerySet) else pages
