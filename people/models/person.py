"""Pages of people: of everybody who writes, speaks or is quoted."""

import re
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from content.body.search_text import plain_text_lines
from content.models import BasePage
from content.panels import page_tabs, summary_panel
from content.search_content import SearchContent
from content.sections import get_selected_key
from content.structured_data import drop_empty, make_image_node
from core.fields import WebAddressField
from topics.panels import topics_panel
from topics.relations import TopicsMixin

from ..names import get_plain_words, make_sort_name
from ..querysets import PersonPageManager

BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz"
# Slugs below the list of people that are routes and not people.
RESERVED_SLUGS = {"voices"}
NAME_PARTS = ("honorific", "given_name", "family_name", "post_nominals")


def validate_orcid(value: str) -> None:
    """Check the form of an ORCID iD and its last character (ISO 7064 MOD 11-2)."""
    if not re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", value, re.ASCII):
        raise ValidationError(_("Write the iD alone, like 0000-0002-1825-0097."))
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    expected = (12 - total % 11) % 11
    if value[-1] != ("X" if expected == 10 else str(expected)):
        raise ValidationError(_("This ORCID iD has a typing error: its last character does not match the others."))


def validate_ror(value: str) -> None:
    """Check the form of a ROR ID and its last two digits (ISO 7064 MOD 97-10 of the rest, in Crockford's base 32)."""
    if not re.fullmatch(r"0[0-9a-hjkmnp-tv-z]{6}\d\d", value, re.ASCII):
        raise ValidationError(_("Write the ID alone, like 013meh722."))
    number = 0
    for digit in value[:7]:
        number = number * 32 + BASE_32.index(digit)
    if int(value[7:]) != 98 - number * 100 % 97:
        raise ValidationError(_("This ROR ID has a typing error: its last two digits do not match the others."))


def validate_fediverse(value: str) -> None:
    """Check the form of an account (RFC 7565, as Mastodon writes it)."""
    if not re.fullmatch(r"@[\w.-]+@([\w-]+\.)+[\w-]{2,}", value):
        raise ValidationError(_("Write the account with its server, like @ana@social.example."))


class PersonPage(TopicsMixin, BasePage):
    """A person. The title is made from the parts of the name, so that a correction shows on every page."""

    kind = "person"
    kind_label = _("Person")
    og_type = "profile"
    schema_type = "Person"
    web_page_type = "ProfilePage"
    sitemap_images = ("photo",)
    can_be_merged = is_named_by_others = protected_while_referenced = True
    page_description = _("Somebody who writes, speaks or is quoted here.")
    template = "pages/person_page.html"
    parent_page_types = ["people.PersonIndexPage"]
    subpage_types = []

    summary = models.TextField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One sentence for lists. Leave empty to show role and organisation."),
    )
    honorific = models.CharField(_("honorific"), max_length=50, blank=True, help_text=_("E.g. “Prof” or “Dame”."))
    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    family_name = models.CharField(
        _("family name"),
        max_length=120,
        help_text=_("By which lists are sorted. The whole name of people who use one name."),
    )
    post_nominals = models.CharField(
        _("letters after the name"), max_length=50, blank=True, help_text=_("E.g. “MP” or “OBE”.")
    )
    #: The key for sorting, in plain letters without accents, so that “O’Hanlon” comes before “Otterburn”.
    sort_name = models.CharField(max_length=255, editable=False, db_index=True)
    #: The text that choosers search: the name in plain letters, so that “jose obrien” finds “José O’Brien”.
    search_name = models.CharField(max_length=400, default="", editable=False)
    role = models.CharField(_("role today"), max_length=255, blank=True, help_text=_("E.g. “Professor of Evaluation”."))
    organisation = models.CharField(
        _("organisation today"), max_length=255, blank=True, help_text=_("E.g. “Northgate Council”.")
    )
    organisation_ror = models.CharField(
        _("ROR ID of the organisation"),
        max_length=9,
        blank=True,
        validators=[validate_ror],
        help_text=_("Its number in the Research Organization Registry, e.g. 013meh722."),
    )
    photo = models.ForeignKey(
        "media.CustomImage",
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A portrait. Set the focal point on the face."),
    )
    biography = RichTextField(_("biography"), blank=True, features=["bold", "italic", "link", "ol", "ul"])
    orcid = models.CharField(
        _("ORCID iD"),
        max_length=19,
        blank=True,
        validators=[validate_orcid],
        help_text=_("The researcher's number, e.g. 0000-0002-1825-0097."),
    )
    website = WebAddressField(_("website"), blank=True)
    fediverse = models.CharField(
        _("Mastodon or other Fediverse account"),
        max_length=255,
        blank=True,
        validators=[validate_fediverse],
        help_text=_("As in @ana@social.example. Mastodon then shows who wrote a post that is shared there."),
    )
    topics = ParentalManyToManyField("topics.TopicPage", verbose_name=_("topics"), blank=True, related_name="people")

    objects: ClassVar[Any] = PersonPageManager()

    search_fields = [
        *BasePage.search_fields,
        index.AutocompleteField("title"),
        index.SearchField("role"),
        index.SearchField("organisation"),
    ]
    edit_handler = page_tabs(
        content=[
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("honorific"), FieldPanel("given_name")]),
                    FieldRowPanel([FieldPanel("family_name"), FieldPanel("post_nominals")]),
                ],
                heading=_("Name"),
            ),
            MultiFieldPanel(
                [FieldPanel("role"), FieldPanel("organisation"), FieldPanel("organisation_ror")], heading=_("Today")
            ),
            summary_panel,
            FieldPanel("biography"),
            topics_panel,
            HelpPanel(_("Posts, events and quotes are listed on this page by themselves.")),
        ],
        key_details=[
            FieldPanel("photo"),
            FieldRowPanel([FieldPanel("orcid"), FieldPanel("website")]),
            FieldPanel("fediverse"),
        ],
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            GinIndex(fields=["search_name"], name="person_search_name_trgm", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["sort_name"], name="person_sort_name_trgm", opclasses=["gin_trgm_ops"]),
        ]

    def set_core_defaults(self):
        """Set the title from the name before Wagtail requires one, also in drafts without a name."""
        self.title = self.full_name or self.title or gettext("Unnamed person")
        self.sort_name = make_sort_name(self.family_name, self.given_name)
        self.search_name = " ".join(get_plain_words(self.full_name))[:400]
        super().set_core_defaults()

    def get_default_slug(self, base_slug):
        """Leave honorifics and post-nominal letters out of the slug: they change, and URLs should not."""
        slug = slugify(f"{self.given_name} {self.family_name}") or base_slug
        return super().get_default_slug(f"{slug}-1" if slug in RESERVED_SLUGS else slug)

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {"slug": _("“%(slug)s” is an address of the list of people. Choose another.") % {"slug": self.slug}}
            )

    @property
    def full_name(self) -> str:
        return " ".join(part for name in NAME_PARTS if (part := getattr(self, name).strip()))

    @property
    def position(self) -> str:
        """The current role and organisation."""
        return ", ".join(part for part in (self.role, self.organisation) if part)

    @property
    def description(self) -> str:
        return self.search_description or self.summary or self.position

    @property
    def teaser_image(self):
        return self.listing_image or self.photo

    @property
    def same_as(self) -> list[str]:
        """URLs on other sites that identify this person (schema.org ``sameAs``)."""
        orcid_url = self.orcid and f"https://orcid.org/{self.orcid}"
        return [address for address in (orcid_url, self.website, self.fediverse_url) if address]

    @property
    def fediverse_url(self) -> str:
        """The address of the profile, as Mastodon and most other servers have it."""
        _empty, name, server = self.fediverse.split("@") if self.fediverse else ("", "", "")
        return server and f"https://{server}/@{name}"

    @property
    def ror_url(self) -> str:
        return self.organisation_ror and f"https://ror.org/{self.organisation_ror}"

    def get_structured_data(self) -> list[dict]:
        """Return a schema.org ``Person`` node with the current role."""
        organisation = drop_empty({"@type": "Organization", "@id": self.ror_url, "name": self.organisation})
        return [
            drop_empty(
                {
                    "@type": self.schema_type,
                    "@id": self.schema_id,
                    "url": self.full_url,
                    "name": self.title,
                    "honorificPrefix": self.honorific,
                    "givenName": self.given_name,
                    "familyName": self.family_name,
                    "honorificSuffix": self.post_nominals,
                    "jobTitle": self.role,
                    "affiliation": organisation if self.organisation else None,
                    "description": self.summary,
                    "image": make_image_node(self.share_image),
                    "sameAs": self.same_as,
                }
            )
        ]

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"selected_section": get_selected_key(request)}

    def get_search_content(self) -> SearchContent:
        return SearchContent(
            strapline=self.position,
            body=plain_text_lines(self.biography),
            topics=[topic.title for topic in self.topic_list],
            person_ids=[self.pk],
            topic_ids=self.topic_ids,
        )

    @classmethod
    def for_serving(cls):
        return super().for_serving().for_listing()
