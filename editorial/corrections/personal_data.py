"""The source of personal data in readers' corrections: they go with the address in them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.personal_data import TextSource, register_source

register_source(
    TextSource(
        "reader-corrections",
        _("Corrections by readers"),
        "editorial.ReaderCorrection",
        ["email", "text"],
        get_url=lambda correction: reverse("reader_corrections"),
    )
)
