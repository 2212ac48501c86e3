"""Which documents visitors may know of."""

from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.documents.models import DocumentQuerySet as WagtailDocumentQuerySet
from wagtail.models import CollectionViewRestriction


def in_private_collection(path_field: str = "collection__path") -> Exists:
    """Tell, within the query itself, whether a view restriction lies on a collection or above it."""
    collection_path = ExpressionWrapper(OuterRef(path_field), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.alias(collection_path=collection_path)
    return Exists(restrictions.filter(collection_path__startswith=F("collection__path")))


class DocumentQuerySet(WagtailDocumentQuerySet):
    def published(self):
        """Those that anybody may download."""
        return self.filter(~in_private_collection())


class DocumentManager(models.Manager.from_queryset(DocumentQuerySet)):
    """Leaves the text of a file, which may be a book's, in the database until it is asked for."""

    def get_queryset(self):
        return super().get_queryset().defer("text")
