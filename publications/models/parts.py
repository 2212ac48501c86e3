"""Child models of a publication: authors, editors, files, and posts about it."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from content.documents import in_private_collection
from media.models import CustomDocument
from people.credits import Credit


class PublicationAuthor(Credit):
    page = ParentalKey("publications.PublicationPage", on_delete=models.CASCADE, related_name="authors")

    class Meta(Credit.Meta):
        verbose_name = _("author")


class PublicationEditor(Credit):
    page = ParentalKey("publications.PublicationPage", on_delete=models.CASCADE, related_name="editors")

    class Meta(Credit.Meta):
        verbose_name = _("editor")


class PublicationFileQuerySet(QuerySet):
    def with_documents(self):
        """Load the documents, and whether they are kept from visitors."""
        private = in_private_collection("document__collection__path")
        return self.select_related("document").annotate(is_private=private)


class PublicationFile(Orderable):
    """A file of a publication. It is shown as long as anybody may download its document."""

    page = ParentalKey("publications.PublicationPage", on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        "media.CustomDocument",
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("The file itself, e.g. the PDF of the report. One in a private collection is not shown."),
    )
    label = models.CharField(
        _("link text"),
        max_length=255,
        blank=True,
        help_text=_("E.g. “The full report”. Leave empty to use the document's title."),
    )
    note = models.CharField(
        _("language or format"),
        max_length=120,
        blank=True,
        help_text=_("What sets it apart from the others, e.g. “In Welsh” or “Large print”."),
    )

    objects = PublicationFileQuerySet.as_manager()

    panels = [FieldPanel("document"), FieldRowPanel([FieldPanel("label"), FieldPanel("note")])]

    class Meta(Orderable.Meta):
        verbose_name = _("file")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.label or self.document.title

    @property
    def is_public(self) -> bool:
        """Whether anybody may download it; without a query where ``with_documents`` has loaded it."""
        if hasattr(self, "is_private"):
            return not self.is_private
        return CustomDocument.objects.published().filter(pk=self.document_id).exists()

    @property
    def is_pdf(self) -> bool:
        return self.document.file_extension.lower() == "pdf"

    @property
    def file_type(self) -> str:
        return self.document.file_extension.upper()

    @property
    def size(self) -> str:
        """The size in words, such as “1.2 MB”; empty if the file is missing."""
        size = self.document.get_file_size()
        return "" if size is None else filesizeformat(size)


class PublicationPost(models.Model):
    """A post about a publication. Each page links to the other."""

    page = ParentalKey("publications.PublicationPage", on_delete=models.CASCADE, related_name="post_links")
    post = models.ForeignKey(
        "blog.BlogPage",
        verbose_name=_("post"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("A post that introduces, sums up or discusses this publication. Each page links to the other."),
    )

    panels = [PageChooserPanel("post", "blog.BlogPage")]

    class Meta:
        verbose_name = _("post about it")

    def __str__(self) -> str:
        return str(self.post)

    @classmethod
    def get_posts(cls) -> Any:
        """Return the manager of posts, which can do what the querysets of all page types can."""
        post_model: Any = cls._meta.get_field("post").related_model
        return post_model.objects
