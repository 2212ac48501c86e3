"""Settings of a site that editors can change: name, logo, accent colour, contact and footer."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, StructBlock
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from content.body.addresses import WebAddressBlock
from content.serving.sites import get_site
from core.fields import StreamField
from core.generation import per_generation

from ..colour import DARK_BACKGROUND, LIGHT_BACKGROUND, MIN_CONTRAST, get_contrast, is_hex_colour, lighten

DEFAULT_ACCENT = "#1d3b8f"


class SocialLinkBlock(StructBlock):
    label = CharBlock(label=_("Label"), max_length=60, help_text=_("E.g. “Mastodon”."))
    url = WebAddressBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{label}"


@register_setting(icon="cogs")
class SiteSettings(BaseSiteSetting):
    organisation = models.CharField(
        _("organisation"),
        max_length=120,
        default="Roundtable",
        help_text=_("The name at the top of every page."),
    )
    tagline = models.CharField(_("tagline"), max_length=255, blank=True, help_text=_("A few words below the name."))
    logo = models.ForeignKey(
        "media.CustomImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown instead of the name. Its alt text should be the organisation's name."),
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        default=DEFAULT_ACCENT,
        help_text=_("For links and marks, as in #1d3b8f. Must be dark enough to read on the site's paper."),
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    address = models.TextField(_("address"), blank=True)
    social = StreamField([("link", SocialLinkBlock())], verbose_name=_("social media"), blank=True)
    footer_text = models.TextField(_("footer text"), blank=True, help_text=_("One or two sentences on who you are."))
    licence = models.CharField(
        _("licence"),
        max_length=120,
        blank=True,
        help_text=_("On what terms texts may be reused, e.g. “CC BY 4.0”."),
    )
    default_share_image = models.ForeignKey(
        "media.CustomImage",
        verbose_name=_("image when shared"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For what has neither an image of its own nor a share card."),
    )

    select_related = ["logo", "default_share_image"]

    panels = [
        MultiFieldPanel([FieldPanel("organisation"), FieldPanel("tagline"), FieldPanel("logo")], heading=_("Name")),
        FieldPanel("accent_colour"),
        MultiFieldPanel([FieldPanel("contact_email"), FieldPanel("address")], heading=_("Contact")),
        FieldPanel("social"),
        MultiFieldPanel([FieldPanel("footer_text"), FieldRowPanel([FieldPanel("licence")])], heading=_("Footer")),
        FieldPanel("default_share_image"),
    ]

    class Meta:
        verbose_name = _("site settings")

    def clean(self) -> None:
        super().clean()
        if not is_hex_colour(self.accent_colour):
            raise ValidationError({"accent_colour": _("Write a colour as # and six digits, e.g. #1d3b8f.")})
        ratio = get_contrast(self.accent_colour, LIGHT_BACKGROUND)
        if ratio < MIN_CONTRAST:
            message = _(
                "This colour is too light to read on the page: its contrast is %(ratio).1f, and %(minimum).1f is "
                "needed. Choose a darker one."
            )
            raise ValidationError({"accent_colour": message % {"ratio": ratio, "minimum": MIN_CONTRAST}})

    @classmethod
    def for_visitor(cls, request) -> "SiteSettings":
        """Return the settings of the request's site, or the defaults without creating a row."""
        site = get_site(request)
        return _load_settings(site) or cls(site=site)

    @classmethod
    def for_default_site(cls) -> "SiteSettings":
        """Return the settings of the default site, or the defaults, where there is no request: in e-mails."""
        return cls.objects.filter(site__is_default_site=True).first() or cls()

    @property
    def accent_on_dark(self) -> str:
        """The accent colour for the dark colour scheme, as light as its background requires."""
        return lighten(self.accent_colour, DARK_BACKGROUND)

    @property
    def theme_version(self) -> str:
        """A hash of the theme, for the URL of its style sheet, which browsers may cache for good."""
        return hashlib.sha256(self.accent_colour.encode()).hexdigest()[:10]

    @property
    def social_links(self) -> list[dict]:
        return [{"label": link.value["label"], "url": link.value["url"]} for link in self.social]


@per_generation(lambda site: site and site.pk)
def _load_settings(site: Site | None) -> SiteSettings | None:
    """Return the settings with their images: what is kept must have all of it (``per_generation``)."""
    return SiteSettings.objects.select_related("logo", "default_share_image").filter(site=site).first()
