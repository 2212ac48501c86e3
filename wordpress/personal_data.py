"""The sources of personal data in this app: comments of the old site, and the records of imports."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.personal_data import TextSource, register_source

register_source(
    TextSource(
        "comments",
        _("Comments of the old site"),
        "wordpress.ArchivedComment",
        ["name", "text"],
        get_url=lambda comment: reverse("archived_comments:index"),
    )
)
register_source(
    TextSource(
        "imported-items",
        _("Records of imported items"),
        "wordpress.ImportedItem",
        ["title", "report", "unresolved"],
        redact=True,
    )
)
register_source(
    TextSource("imports", _("Records of imports"), "wordpress.ImportRun", ["options", "message"], redact=True)
)
