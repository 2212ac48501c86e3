"""What whoever submits a page asks for: until when, and with which words."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from wagtail.models import WorkflowState


class ReviewRequest(models.Model):
    """The request that goes with a submission. Submitting again after changes asks anew."""

    workflow_state = models.OneToOneField(WorkflowState, on_delete=models.CASCADE, related_name="review_request")
    due_on = models.DateField()
    message = models.TextField(blank=True, max_length=2000)
    reminded_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return str(self.due_on)

    @property
    def is_overdue(self) -> bool:
        return self.due_on < timezone.localdate()
