"""Querysets of images, by whether they are cut, and of documents: which of them are public."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.documents.models import DocumentQuerySet as WagtailDocumentQuerySet
from wagtail.images.models import ImageQuerySet as WagtailImageQuerySet
from wagtail.models import CollectionViewRestriction

from .rendition_specs import get_cut_key


def in_private_collection(path_field: str = "collection__path") -> Exists:
    """Return a condition: a collection, or one above it, has a view restriction.

    ``path_field`` is the path of the collection, seen from the queryset that the condition is for.
    """
    collection_path = ExpressionWrapper(OuterRef(path_field), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.alias(collection_path=collection_path)
    return Exists(restrictions.filter(collection_path__startswith=F("collection__path")))


class DocumentQuerySet(WagtailDocumentQuerySet):
    def published(self) -> Self:
        """Keep the documents that anybody may download."""
        return self.filter(~in_private_collection())


# mypy 2.4 crashes when this base class has a name.
class DocumentManager(models.Manager.from_queryset(DocumentQuerySet)):  # type: ignore[misc]
    """Defers the text of documents, which may be as long as a book."""

    def get_queryset(self) -> DocumentQuerySet:
        return super().get_queryset().defer("text")


class ImageQuerySet(WagtailImageQuerySet):
    def uncut(self) -> Self:
        """Keep the images that some size of a page is missing of."""
        return self.exclude(cut_key=get_cut_key())

    def due(self, before: datetime) -> Self:
        """Keep those of them that were to be cut before a time: others have failed, and wait for the next attempt."""
        return self.uncut().filter(cut_due_at__lte=before)
