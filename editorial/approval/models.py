"""Links by which somebody without an account reads one version of a page, and what they answered."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

#: Links say nothing of the site, and must not keep a page from being deleted because it is “in use”.
IGNORED = True


class ApprovalLinkQuerySet(models.QuerySet):
    def open(self):
        """Links that still lead somewhere."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class ApprovalLink(models.Model):
    """One version of a page, or one speaker's passages in it, for one person until a day.

    The secret in the address is random and stored as its hash alone: whoever reads the database cannot use a link.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="approval_links")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    email = models.EmailField(blank=True)
    #: The name that passages have as their speaker; empty for the whole version.
    speaker = models.CharField(max_length=255, blank=True)
    message = models.TextField(blank=True, max_length=2000)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    #: The form by which it was made: sent twice, it makes one link.
    submission = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = ApprovalLinkQuerySet.as_manager()

    wagtail_reference_index_ignore = IGNORED

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def approved_at(self):
        """When its version was approved; None if it was not."""
        approvals = [answer for answer in self.answers.all() if answer.kind == ApprovalAnswer.Kind.APPROVED]
        return approvals[0].created_at if approvals else None


class ApprovalAnswer(models.Model):
    """What somebody did by a link: approved the version, commented on it, or wrote a passage as they would have it."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("Approved")
        COMMENT = "comment", _("Comment")
        PASSAGE = "passage", _("Other wording")

    link = models.ForeignKey(ApprovalLink, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    #: The passage that it is about (``content.passages``); empty for the page as a whole.
    path = models.CharField(max_length=255, blank=True)
    #: The comment; or the passage in plain text, with an empty line between its paragraphs.
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    #: The comment beside the text of the page, if there is one.
    comment = models.ForeignKey("wagtailcore.Comment", null=True, on_delete=models.SET_NULL, related_name="+")
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_taken = models.BooleanField(default=False)

    wagtail_reference_index_ignore = IGNORED

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        ordering = ("created_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # A button that is pressed twice approves once.
            models.UniqueConstraint(fields=["link"], condition=Q(kind="approved"), name="editorial_one_approval_a_link")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.pk})"

    @property
    def is_rewording(self) -> bool:
        return self.kind == self.Kind.PASSAGE
