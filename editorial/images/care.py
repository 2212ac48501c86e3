"""Images that want looking after: without alt text or credit, unused, or too large; as filters and as counted lines."""

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.models import Page, ReferenceIndex, Revision

from content.references.walk import get_referenced_ids
from editorial.care.lacks import Lack, register_lacks
from media.models import CustomImage

#: Of the file, in bytes. Pages show smaller copies; what is larger than this was meant for print.
LARGE = 5 * 1024 * 1024


def filter_unused(images: QuerySet) -> QuerySet:
    """Return the images that neither a record nor the draft of a page refers to."""
    references = ReferenceIndex.objects.filter(
        to_content_type__app_label=CustomImage._meta.app_label,
        to_content_type__model=CustomImage._meta.model_name,
        to_object_id=Cast(OuterRef("pk"), TextField()),
    )
    return images.exclude(Exists(references)).exclude(pk__in=find_images_of_drafts())


def find_images_of_drafts() -> set[int]:
    """Return the ids of images in the drafts of live pages; those of other drafts are in the reference index."""
    latest = Page.objects.filter(live=True, has_unpublished_changes=True).values("latest_revision")
    found = set()
    for revision in Revision.objects.filter(pk__in=latest).select_related("content_type").iterator(chunk_size=50):
        model = revision.content_type.model_class()
        if model:
            found |= get_referenced_ids(CustomImage, model, revision.content)
    return found


IMAGE_LACKS = {
    "alt": Lack(
        _("Without alt text"),
        lambda images: images.filter(description=""),
        ngettext_lazy("%(number)d image without alt text", "%(number)d images without alt text", "number"),
    ),
    "credit": Lack(
        _("Without credit"),
        lambda images: images.filter(credit=""),
        ngettext_lazy("%(number)d image without credit", "%(number)d images without credit", "number"),
    ),
    "unused": Lack(
        _("Unused"),
        filter_unused,
        ngettext_lazy("%(number)d image used nowhere", "%(number)d images used nowhere", "number"),
    ),
    "large": Lack(
        _("Too large (over 5 MB)"),
        lambda images: images.filter(file_size__gt=LARGE),
        ngettext_lazy("%(number)d image over 5 MB", "%(number)d images over 5 MB", "number"),
    ),
}

register_lacks(CustomImage, "wagtailimages:index", IMAGE_LACKS, order=50)
