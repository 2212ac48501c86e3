"""Images that say who made them and what they show, and documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class CustomImage(AbstractImage):
    """An image. ``description`` is its alternative text (WCAG 2.2, 1.1.1) and cannot be left out."""

    description = models.CharField(
        _("alt text"),
        max_length=255,
        help_text=_(
            "What the image shows, for people who cannot see it, e.g. “Two speakers at a lectern in a full hall”."
        ),
    )
    credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made the image, e.g. “Photograph: Ana Silva”. Shown beside its caption."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=255,
        blank=True,
        help_text=_("The terms on which the image may be used, e.g. “CC BY 4.0”."),
    )

    admin_form_fields = (
        "title",
        "description",
        "file",
        "credit",
        "licence",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class CustomRendition(AbstractRendition):
    """A size of an image, made once and kept."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class CustomDocument(AbstractDocument):
    """A file that visitors may download."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
