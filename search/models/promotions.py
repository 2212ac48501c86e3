"""Promotions: results that editors put first."""

from django.contrib.admin import display
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page

from core.fields import WebAddressField

from ..tokenizer import split_words


def normalise_phrase(text: str) -> str:
    """Return a phrase as promotions compare it: its words, without capitals, accents and punctuation."""
    return " ".join(split_words(text))


class PromotionQuerySet(models.QuerySet):
    def matching(self, query: str):
        """The promotions that are meant for a query."""
        query = normalise_phrase(query)
        prefixes = [query[:end] for end in range(1, len(query) + 1)]
        # In plain SQL: every search runs it, and Django takes longer to compile it than PostgreSQL to answer it.
        return self.raw(
            """
            SELECT * FROM search_promotion
            WHERE match = %s AND keys @> %s::text[] OR match = %s AND keys && %s::text[] ORDER BY phrases
            """,
            [Promotion.Match.EXACT, [query], Promotion.Match.PREFIX, prefixes],
        )


class Promotion(ClusterableModel):
    """Which searches show which ``results`` first. ``keys`` are the ``phrases``, normalised for comparison."""

    class Match(models.TextChoices):
        EXACT = "exact", _("These words and no others")
        PREFIX = "prefix", _("Any search that begins like this")

    phrases = models.CharField(
        _("when visitors search for"),
        max_length=500,
        help_text=_("With commas between several, e.g. “open day, opening times”. Capitals and accents do not matter."),
    )
    match = models.CharField(
        _("and nothing else?"),
        max_length=10,
        choices=Match,
        default=Match.EXACT,
        help_text=_("“Any search that begins like this” lets “open day” match “open days 2026” too."),
    )
    keys = ArrayField(models.TextField(), editable=False, default=list)

    objects = PromotionQuerySet.as_manager()

    panels = [
        FieldPanel("phrases"),
        FieldPanel("match"),
        InlinePanel("results", heading=_("Show first"), label=_("Result"), min_num=1),
    ]

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["phrases"]
        indexes = [GinIndex(fields=["keys"], name="search_promotion_keys")]

    def __str__(self) -> str:
        return self.phrases

    def clean(self) -> None:
        super().clean()
        if not self.get_normalised_phrases():
            raise ValidationError({"phrases": _("Write at least one word.")})

    def save(self, *args, **kwargs) -> None:
        self.keys = self.get_normalised_phrases()
        super().save(*args, **kwargs)

    def get_normalised_phrases(self) -> list[str]:
        return [key for phrase in self.phrases.split(",") if (key := normalise_phrase(phrase))]

    @display(description=_("Shown first"))
    def shown(self) -> str:
        """What is promoted, for the list in the admin."""
        return ", ".join(str(result) for result in self.results.all())


class PromotedResult(Orderable):
    """A page of this site, or an address elsewhere: one of the two."""

    promotion = ParentalKey(Promotion, on_delete=models.CASCADE, related_name="results")
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("A page of this site. It is shown while it is published."),
    )
    url = WebAddressField(
        _("or an address elsewhere"), max_length=500, blank=True, help_text=_("E.g. “https://library.example.org/”.")
    )
    title = models.CharField(
        _("text of the link"),
        max_length=255,
        blank=True,
        help_text=_("Needed for an address elsewhere, e.g. “Library catalogue”. A page has its own title."),
    )
    text = models.CharField(
        _("description"),
        max_length=255,
        blank=True,
        help_text=_("One sentence below the link, e.g. “Books and papers of the institute”. A page has its summary."),
    )

    panels = [PageChooserPanel("page"), FieldPanel("url"), FieldPanel("title"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("result")

    def __str__(self) -> str:
        return self.title or (self.page.title if self.page else self.url)

    def clean(self) -> None:
        super().clean()
        if bool(self.page) == bool(self.url):
            raise ValidationError(_("Choose a page, or write an address elsewhere: one of the two."))
        if self.url and not self.title:
            raise ValidationError({"title": _("An address elsewhere needs a text for its link.")})
