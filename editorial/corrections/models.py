"""What readers say is wrong with a page, until it is dealt with."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from core.jobs import every

#: Nobody will deal with what has waited for so long.
KEPT = timedelta(days=90)


class ReaderCorrectionQuerySet(models.QuerySet["ReaderCorrection"]):
    def for_user(self, user: Any) -> "ReaderCorrectionQuerySet":
        """Return those on pages that ``user`` may edit. Pages in the trash are left out."""
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
        return self.filter(page__in=Page.objects.filter(pk__in=pages.values("pk")).values("pk"))


class ReaderCorrection(models.Model):
    """One form that a reader sent. It is deleted when an editor has dealt with it, and after ``KEPT``."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="reader_corrections")
    text = models.TextField(max_length=2000)
    #: Only for an answer.
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReaderCorrectionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.page}, {self.created_at:%Y-%m-%d}"


@every(timedelta(days=1))
def delete_expired_corrections() -> None:
    ReaderCorrection.objects.filter(created_at__lte=timezone.now() - KEPT).delete()
