"""Image and document models: alt text, credit and licence of images, extracted text of documents."""

from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.functions import Now
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.utils.file import hash_filelike

from core.wagtail_compat import get_prefetched_renditions, has_new_file

from .cutting import DecodedFilter, decode
from .extraction import PROBLEMS
from .image_metadata import read_rights, strip_metadata
from .image_size import check_image_size
from .querysets import DocumentManager, ImageQuerySet
from .rendition_specs import is_offered
from .share_images import SHARE_FILTER, make_share_image
from .signals import file_changed
from .stand_ins import make_stand_in, may_cut


def hash_file(file: File) -> str:
    """Return the hash of a file, which becomes its ETag, and leave the file at its beginning."""
    file.seek(0)
    digest = hash_filelike(file)
    file.seek(0)
    return digest


class CustomImage(AbstractImage):
    """An image. ``description`` is its alternative text (WCAG 2.2, 1.1.1) and cannot be left out.

    It is cut to the sizes that pages show in the background (``media.renditions``), which keeps the ``cut_`` fields.
    """

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
    # Which sizes there are (rendition_specs.get_cut_key); empty when the file or its focal point has changed.
    cut_key = models.CharField(max_length=16, blank=True, default="", db_default="", editable=False)
    cut_failures = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    # Before that the recurring job leaves it to the task that the upload has enqueued, or waits after a failure.
    cut_due_at = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    objects = ImageQuerySet.as_manager()

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

    def save(self, *args, **kwargs) -> None:
        if self.file and has_new_file(self.file):
            self.take_off_metadata()
            if not self._state.adding:
                self.renditions.all().delete()  # those of the file before
        super().save(*args, **kwargs)

    def take_off_metadata(self) -> None:
        """Keep the new file without its metadata. Credit and licence found there fill fields that are empty."""
        field_file: Any = self.file
        check_image_size(field_file.file)
        with Image.open(field_file.file) as image:
            rights = read_rights(image)
        self.credit, self.licence = self.credit or rights.credit, self.licence or rights.licence
        stripped = strip_metadata(field_file.file)
        field_file.file.seek(0)
        if stripped is not None:
            # The descriptor of the field takes a new file by being assigned one.
            setattr(self, "file", ContentFile(stripped, field_file.name))  # noqa: B010
            self._set_image_file_metadata()

    def get_rendition(self, filter: Filter | str) -> "CustomRendition":  # Wagtail's name
        """Return a rendition as Wagtail does, but for a stand-in, which Wagtail's own would keep in its cache."""
        return next(iter(self.get_renditions(filter).values()))

    def get_renditions(self, *filters: Filter | str) -> dict[str, "CustomRendition"]:
        """Return renditions as Wagtail does, by spec; of several formats, those that are offered."""
        specs = [filter_ if isinstance(filter_, str) else filter_.spec for filter_ in filters]
        return super().get_renditions(*([spec for spec in specs if is_offered(spec)] or specs))

    @property
    def is_tall(self) -> bool:
        """Whether it is taller than 4:3: across the whole page it would be higher than most screens."""
        return self.height * 4 > self.width * 3

    def create_renditions(self, *filters: Filter) -> dict[Filter, "CustomRendition"]:
        """Cut the image; for a visitor, return stand-ins, which are not stored."""
        if not filters or may_cut():  # Wagtail also calls it for none
            return super().create_renditions(*filters)
        found = get_prefetched_renditions(self)
        existing = [rendition for rendition in (self.renditions.all() if found is None else found) if rendition.pk]
        stand_ins = {filter_: make_stand_in(self, filter_, existing) for filter_ in filters}
        for stand_in in stand_ins.values():
            stand_in._from_cache = True  # so that Wagtail does not put it there
        return stand_ins

    def generate_rendition_file(self, filter, *, source=None) -> File:
        """Return the file of a rendition, cut from a reduced picture and without metadata.

        Willow copies EXIF from originals, and old originals may have it.
        """
        if not isinstance(filter, DecodedFilter):
            with self.open_file() as file:
                filter = DecodedFilter(filter.spec, decode(self, source or file, [filter]))
        rendition = super().generate_rendition_file(filter)
        if filter.spec == SHARE_FILTER:
            return ContentFile(make_share_image(rendition.file), rendition.name)
        stripped = strip_metadata(rendition.file)
        rendition.file.seek(0)
        return rendition if stripped is None else ContentFile(stripped, rendition.name)


class CustomRendition(AbstractRendition):
    """A resized copy of an image. One that is not stored stands in for another size (``media.stand_ins``)."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]

    @property
    def is_blank(self) -> bool:
        """Whether there is no picture to show yet."""
        return not self.file

    @property
    def attrs_dict(self) -> dict[str, Any]:
        """The attributes of its ``img`` element. Style sheets give a stand-in its whole place: it may be small."""
        return super().attrs_dict if self.pk else super().attrs_dict | {"data-stand-in": True}

    @property
    def url(self) -> str:
        return static("images/blank.svg") if self.is_blank else super().url


class CustomDocument(AbstractDocument):
    """A file that visitors may download, and that search finds by its text.

    ``text`` is extracted in the background (``media.tasks``) whenever the file is new or replaced.
    """

    class TextState(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        READ = "read", _("Read")
        UNREAD = "unread", _("Could not be read")

    text = models.TextField(editable=False, blank=True)
    text_state = models.CharField(
        _("text"), max_length=10, choices=TextState, default=TextState.WAITING, editable=False, db_index=True
    )
    text_problem = models.CharField(max_length=20, editable=False, blank=True)
    file_changed_at = models.DateTimeField(_("file changed"), editable=False, default=timezone.now)

    admin_form_fields = ("title", "file", "collection", "tags")

    objects = DocumentManager()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def is_public(self) -> bool:
        """Whether anybody may download it; without a query where ``is_private`` was annotated."""
        if hasattr(self, "is_private"):
            return not self.is_private
        return type(self).objects.published().filter(pk=self.pk).exists()

    @property
    def problem_description(self) -> str:
        """Why the text, or a part of it, cannot be searched; empty if all of it can."""
        return str(PROBLEMS.get(self.text_problem, ""))

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding or has_new_file(self.file)
        if is_new:
            self.file_changed_at = timezone.now()
            self.text, self.text_state, self.text_problem = "", self.TextState.WAITING, ""
        if has_new_file(self.file):
            self.file_size, self.file_hash = self.file.size, hash_file(self.file)
        super().save(*args, **kwargs)
        if is_new:
            file_changed.send(type(self), document=self)
