"""Editions: a newer one is a page of its own that supersedes the older one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from content.models import BasePage


class EditionPage(BasePage):
    """A page that may supersede another one of its type.

    While the newer edition is published, the older one is left out of lists, but keeps its address, and each of the
    two pages leads to the other.
    """

    supersedes_id: int | None
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("supersedes"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="newer_editions",
        help_text=_(
            "The edition before this one, e.g. last spring's. It leaves the lists but keeps its address, and each of "
            "the two pages links to the other."
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.supersedes_itself():
            raise ValidationError({"supersedes": _("An edition cannot supersede itself, or one that is newer.")})

    def supersedes_itself(self) -> bool:
        """Whether the editions before this one, as they are stored, lead back to it."""
        seen: set[int] = set()
        earlier = self.supersedes_id
        while self.pk and earlier and earlier not in seen:
            if earlier == self.pk:
                return True
            seen.add(earlier)
            earlier = type(self).objects.filter(pk=earlier).values_list("supersedes", flat=True).first()
        return False

    def get_newer_edition(self) -> Any:
        """The published edition that supersedes this one; the newest if there are several."""
        if not self.pk or not getattr(self, "is_superseded", True):
            return None
        newer = type(self).objects.published().filter(supersedes=self).newest_first()
        return newer.defer_streamfields().first()

    def get_earlier_edition(self) -> Any:
        """The published edition that this one supersedes."""
        if not self.supersedes_id or not getattr(self, "supersedes_published", True):
            return None
        earlier = type(self).objects.published().filter(pk=self.supersedes_id)
        return earlier.defer_streamfields().first()
