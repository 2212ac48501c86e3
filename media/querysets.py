"""Querysets of documents: which of them are public."""

from typing import Self

from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.documents.models import DocumentQuerySet as WagtailDocumentQuerySet
from wagtail.models import CollectionViewRestriction


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
