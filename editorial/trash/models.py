"""What is in the trash: pages, which wait below a root of their own, and files, whose rows are stored as JSON."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

#: After this time a job deletes for good (``editorial.trash.deletion``).
KEPT = timedelta(days=30)


class RowEncoder(DjangoJSONEncoder):
    """Keeps all of a time: Django's encoder leaves out what is below a millisecond."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class TrashedRecord(models.Model):
    """What all deleted records have in common.

    ``carried`` are rows of other models that were deleted with it, in the form of Django's Python serialiser.
    ``emptied`` are foreign keys to it that were emptied, as lists of model, field, id of the row and id of its target.
    """

    title = models.CharField(_("title"), max_length=255)
    carried = models.JSONField(default=list, encoder=RowEncoder)
    emptied = models.JSONField(default=list)
    deleted_at = models.DateTimeField(_("deleted"), default=timezone.now, db_index=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        default_permissions: ClassVar[tuple[str, ...]] = ()
        ordering = ("-deleted_at", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def deleted_for_good_at(self):
        return self.deleted_at + KEPT


class TrashedPage(TrashedRecord):
    """A page that was deleted with all pages below it, and what it needs to be restored."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    #: The place in the tree.
    path_before = models.CharField(max_length=255)
    #: The public path, such as "/blog/a-post/".
    address = models.CharField(max_length=2000, blank=True)
    #: How many pages there are, with those below it.
    page_count = models.PositiveIntegerField()
    #: The ids of the pages that were live, and of the owners of all pages.
    live_ids = models.JSONField(default=list)
    owner_ids = models.JSONField(default=list)
    #: The times at which revisions were to be published, by the revision's id.
    schedule = models.JSONField(default=dict, encoder=RowEncoder)

    class Meta(TrashedRecord.Meta):
        verbose_name = _("page in the trash")
        verbose_name_plural = _("pages in the trash")
        # Emptying the trash is for administrators; restoring needs no permission of its own.
        default_permissions: ClassVar[tuple[str, ...]] = ("delete",)


class TrashedFile(TrashedRecord):
    """An image or a document that was deleted. Its file stays where it is, but its row is here."""

    #: "app.model" of the image or document.
    model = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    collection_id = models.BigIntegerField()
    uploader_id = models.BigIntegerField(null=True)
    file = models.CharField(max_length=255)
    row = models.JSONField(encoder=RowEncoder)
    #: The records whose text or fields name it, as [content type's id, id]: for Wagtail's reference index.
    users = models.JSONField(default=list)

    class Meta(TrashedRecord.Meta):
        verbose_name = _("file in the trash")
        verbose_name_plural = _("files in the trash")
