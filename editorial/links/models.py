"""Links of live pages to other sites, and what was found when they were checked."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from wagtail.models import Page

MAX_URL_LENGTH = 2000


class ExternalLink(models.Model):
    """An address, checked once for all pages that have it. It is broken once it has failed several times in a row."""

    url = models.CharField(max_length=MAX_URL_LENGTH, unique=True)
    host = models.CharField(max_length=255, db_index=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    checked_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=255, blank=True)
    is_broken = models.BooleanField(default=False, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        app_label = "editorial"

    def __str__(self) -> str:
        return self.url

    @property
    def pages(self) -> list[Page]:
        """The pages that have it."""
        return [use.page for use in self.uses.all()]


class LinkUse(models.Model):
    """That a live page has a link."""

    link = models.ForeignKey(ExternalLink, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="external_links")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        app_label = "editorial"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["link", "page"], name="editorial_one_use_a_link_and_page")
        ]

    def __str__(self) -> str:
        return f"{self.link_id} on {self.page_id}"
