"""Texts that are being read: a file or a pasted text, what was found in it, and what was made of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from conversion.attribution.proposals import Proposal


class ReadText(models.Model):
    """One file or pasted text of an editor. It makes nothing until the editor has read it through."""

    # It must not count as a use that keeps a page from being deleted.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being read")
        READY = "ready", _("Ready to be read through")
        REFUSED = "refused", _("Could not be read")
        DONE = "done", _("Done")
        UNDONE = "undone", _("Undone")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    #: The name of the file; empty for a text that was pasted.
    name = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    #: What is being done, and how much of it, in per cent.
    step = models.CharField(max_length=100, blank=True)
    done = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True)
    #: The file as it came, for its pictures; empty once it is done.
    content = models.BinaryField(default=bytes)
    #: Whether tracked changes are undone instead of accepted.
    as_it_was = models.BooleanField(default=False)
    #: ``reports.ReadReport`` as plain data.
    report = models.JSONField(default=dict)
    proposals = models.JSONField(default=list)
    #: What is proposed from what the site has (``matching.Matches``).
    matches = models.JSONField(default=dict)
    #: The post in which who said what is to be found; none for a new post.
    target = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    #: The draft that was made.
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    #: Primary keys of what was made beside it: ``{"pages": [...], "images": [...], "revision": ...}``.
    made = models.JSONField(default=dict)

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name or str(_("Pasted text"))

    @property
    def is_being_read(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    def get_proposals(self) -> list[Proposal]:
        return [Proposal.from_dict(values) for values in self.proposals]

    def set_proposals(self, proposals: list[Proposal]) -> None:
        self.proposals = [proposal.as_dict() for proposal in proposals]

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.report.get("blocks", [])
