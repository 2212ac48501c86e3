"""Chooser blocks for bodies: they take the chosen records from what the body preloads (``content.body.preload``)."""

from collections.abc import Iterable

from django.db.models import BooleanField, ExpressionWrapper, Model
from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from media.querysets import in_private_collection

from ..page_visibility import get_public_q
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

    def clean(self, value):
        """Return a record as it is: it has been loaded. Wagtail's block looks it up once more."""
        return value if isinstance(value, self.model_class) else super().clean(value)


class BodyImageChooserBlock(BodyChooserMixin, ImageChooserBlock):
    def load(self, ids: Iterable[int]) -> dict[int, Model]:
        return load_images(ids)


class BodyDocumentChooserBlock(BodyChooserMixin, DocumentChooserBlock):
    """Chooses a document. It is loaded with ``is_private``, so that ``is_public`` needs no query."""

    def get_queryset(self):
        return super().get_queryset().annotate(is_private=in_private_collection())


class BodyPageChooserBlock(BodyChooserMixin, PageChooserBlock):
    """Chooses a page. It is loaded with what a teaser shows, and without its own body.

    A chosen page that visitors may not see is loaded, too, so that the editor's form keeps it. One of a certain type
    tells by ``is_published`` whether it may be shown, a ``Page`` of any type by the annotation ``is_shown``.
    """

    def get_queryset(self):
        pages = super().get_queryset().defer_streamfields()
        if isinstance(pages, BasePageQuerySet):
            return pages.annotate(restricted=is_restricted()).for_listing()
        return pages.annotate(is_shown=ExpressionWrapper(get_public_q(), BooleanField()))
