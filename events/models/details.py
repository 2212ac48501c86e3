"""Details of an event: practical information before it, recordings and papers after it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from content.body.embeds import find_player
from content.models import BasePage
from core.fields import StreamField, WebAddressField

from ..blocks import PhotoStreamBlock
from .location import LocationMixin

CURRENCY_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "US$"}


class PracticalInfoMixin(LocationMixin):
    """Price, audience, access and who organises it."""

    class Currency(models.TextChoices):
        GBP = "GBP", _("pounds")
        EUR = "EUR", _("euros")
        USD = "USD", _("US dollars")

    audience = models.CharField(
        _("who it is for"), max_length=255, blank=True, help_text=_("E.g. “Everybody; no knowledge is assumed.”")
    )
    price = models.DecimalField(
        _("price"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("E.g. 12.50; 0 if it is free. Leave empty to say nothing about it."),
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.GBP)
    price_note = models.CharField(
        _("about the price"), max_length=255, blank=True, help_text=_("E.g. “£5 for students, tea included.”")
    )
    captions = models.BooleanField(_("live captions"), default=False, help_text=_("Tick if what is said is captioned."))
    sign_language = models.BooleanField(
        _("British Sign Language"), default=False, help_text=_("Tick if there is a BSL interpreter.")
    )
    access_contact = models.CharField(
        _("contact for access needs"),
        max_length=255,
        blank=True,
        help_text=_("Whom to ask and by when, e.g. “access@example.org or 0161 496 0000, by 3 May.”"),
    )
    organiser = models.CharField(
        _("organised by"), max_length=255, blank=True, help_text=_("If others organise it, e.g. “The Port Authority”.")
    )
    organiser_url = WebAddressField(_("organiser's link"), blank=True, help_text=_("E.g. https://example.org"))

    class Meta:
        abstract = True

    @property
    def price_label(self) -> str:
        """The price as visitors see it, e.g. “Free” or “£12.50”."""
        if self.price is None:
            return ""
        return (
            gettext("Free")
            if self.price == 0
            else f"{CURRENCY_SYMBOLS[self.currency]}{self.price:,.2f}".removesuffix(".00")
        )

    @property
    def has_access_notes(self) -> bool:
        venue = self.venue if self.is_in_person else None
        venue_notes = venue and (venue.step_free_access or venue.hearing_loop or venue.facilities)
        return bool(self.captions or self.sign_language or self.access_contact or venue_notes)


class FollowUpMixin(BasePage):
    """What is published after an event: recording, transcript, slides and photos."""

    recording_url = WebAddressField(
        _("recording"), blank=True, help_text=_("The address of the recording's page, e.g. on YouTube or Vimeo.")
    )
    transcript_text = RichTextField(
        _("transcript"),
        blank=True,
        features=["bold", "italic", "h3", "link", "ol", "ul"],
        help_text=_("Read, searched and translated more easily than a file."),
    )
    transcript = models.ForeignKey(
        "media.CustomDocument",
        verbose_name=_("transcript as a file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("E.g. the PDF of a captioning service."),
    )
    slides = models.ForeignKey(
        "media.CustomDocument",
        verbose_name=_("slides"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("E.g. a PDF of the presentation."),
    )
    photos = StreamField(
        PhotoStreamBlock(), verbose_name=_("photos"), blank=True, help_text=_("Pictures of the event, in order.")
    )

    class Meta:
        abstract = True

    @cached_property
    def shown_transcript(self):
        """The transcript as a file, if anybody may download it."""
        return self.transcript if self.transcript and self.transcript.is_public else None

    @cached_property
    def shown_slides(self):
        """The slides, if anybody may download them."""
        return self.slides if self.slides and self.slides.is_public else None

    @property
    def recording(self) -> dict | None:
        """The recording in the form of an ``EmbedBlock`` value; None without a recording."""
        if not self.recording_url:
            return None
        player = find_player(self.recording_url)
        title = gettext("Recording: %(title)s") % {"title": self.title}
        embed = {"provider": player.provider, "player_url": player.player_url} if player else {}
        return {"url": self.recording_url, "title": title} | embed
