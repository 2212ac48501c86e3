"""What content checks have found in live pages, stored for the report on the whole site."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page

from .publishing import iter_findings


class PageFinding(models.Model):
    """One ``content.publishing.Finding`` in a page as it is live. ``check_key`` names the check."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="findings")
    check_key = models.CharField(max_length=40, db_index=True)
    message = models.TextField()
    place = models.CharField(max_length=100)
    is_required = models.BooleanField()

    #: It must not keep a page from being deleted because it is “in use”.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        app_label = "content"

    def __str__(self) -> str:
        return self.message


class PageCheck(models.Model):
    """When a live page was checked last."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="content_check")
    checked_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        app_label = "content"

    def __str__(self) -> str:
        return f"{self.page}, {self.checked_at}"


@transaction.atomic
def update_findings(pages: Iterable[Page]) -> None:
    """Check live pages, given as specific pages, and replace what is stored of them."""
    pages = list(pages)
    rows = [
        PageFinding(
            page_id=page.pk,
            check_key=check.key,
            message=finding.message,
            place=finding.place,
            is_required=check.is_required,
        )
        for page in pages
        for check, finding in iter_findings(page)
    ]
    ids = [page.pk for page in pages]
    PageFinding.objects.filter(page__in=ids).delete()
    PageCheck.objects.filter(page__in=ids).delete()
    PageFinding.objects.bulk_create(rows)
    PageCheck.objects.bulk_create([PageCheck(page_id=pk, checked_at=timezone.now()) for pk in ids])
