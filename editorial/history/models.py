"""Versions of a page that stay visible in its history."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


class Version(models.Model):
    """A revision that an editor saved with a button, or gave a name. Those saved automatically have none."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="version")
    name = models.CharField(
        _("name"), max_length=100, blank=True, help_text=_("E.g. “As the speakers approved it”. Empty: no name.")
    )

    #: It must not keep a revision's page from being deleted because it is “in use”.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return self.name or str(self.revision_id)
