"""When a page is to be looked at again, and by whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page


class PageReview(models.Model):
    """The next review of a page. Its owner gets an e-mail on the day; it is in the care list until the day is moved."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="next_review")
    due_on = models.DateField()
    #: Who gets an e-mail on that day.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"{self.page}, {self.due_on}"

    @property
    def is_due(self) -> bool:
        return self.due_on <= timezone.localdate()
