"""Imprint of a publication: kind, series, publisher, identifiers and licence."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.licences import get_licence_url

from ..identifiers import get_doi_url, normalise_doi, normalise_isbn, validate_doi, validate_isbn


class PublicationType(models.TextChoices):
    REPORT = "report", _("Report")
    WORKING_PAPER = "working-paper", _("Working paper")
    BRIEFING = "briefing", _("Briefing")
    ANNUAL_REVIEW = "annual-review", _("Annual review")
    EVIDENCE = "evidence", _("Evidence")
    BOOK = "book", _("Book")


class ImprintMixin(models.Model):
    """The fields by which a publication is cited."""

    PublicationType = PublicationType

    publication_type = models.CharField(
        _("kind"),
        max_length=20,
        choices=PublicationType,
        default=PublicationType.REPORT,
        db_index=True,
        help_text=_("What it is, e.g. “Working paper”. The list can be filtered by it."),
    )
    edition = models.CharField(
        _("edition"),
        max_length=80,
        blank=True,
        help_text=_("If it is not the first, e.g. “Second edition, corrected”."),
    )
    series = models.CharField(
        _("series"), max_length=120, blank=True, help_text=_("The series it appears in, e.g. “Northgate Papers”.")
    )
    number = models.CharField(
        _("number in the series"), max_length=40, blank=True, help_text=_("E.g. “12” or “2026/3”.")
    )
    publisher = models.CharField(
        _("publisher"),
        max_length=255,
        blank=True,
        help_text=_("If it is not this institution itself, e.g. “Northgate University Press”."),
    )
    isbn = models.CharField(
        _("ISBN"),
        max_length=40,
        blank=True,
        validators=[validate_isbn],
        help_text=_("Of thirteen digits, with its hyphens, e.g. 978-1-4028-9462-6."),
    )
    doi = models.CharField(
        _("DOI"),
        max_length=255,
        blank=True,
        validators=[validate_doi],
        help_text=_("E.g. 10.5555/12345678. The address https://doi.org/10.5555/12345678 is taken, too."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=120,
        blank=True,
        help_text=_("On what terms it may be reused, e.g. “CC BY 4.0”, which becomes a link to the licence."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.isbn, self.doi = normalise_isbn(self.isbn), normalise_doi(self.doi)

    @property
    def series_label(self) -> str:
        """Series and number in words, such as “Northgate Papers, no. 12”."""
        if self.series and self.number:
            return gettext("%(series)s, no. %(number)s") % {"series": self.series, "number": self.number}
        return self.series or (gettext("No. %(number)s") % {"number": self.number} if self.number else "")

    @property
    def doi_url(self) -> str:
        return get_doi_url(self.doi) if self.doi else ""

    @property
    def licence_url(self) -> str:
        return get_licence_url(self.licence)
