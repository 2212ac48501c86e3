"""StreamField blocks for quotes and speakers, each with a person or a guest and their role that day."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
)
from wagtail.rich_text import RichText

from content.body.addresses import WebAddressBlock
from content.body.block_groups import PEOPLE
from content.body.blocks import register_body_block
from content.body.languages import LanguageBlock
from content.body.rich_text import BodyRichTextBlock
from core.wagtail_compat import is_draft_validation

from .choosers import PersonChooserBlock
from .credits import BOTH_NAMED, NOBODY_NAMED, UNNAMED_AND_NAMED, Attribution
from .quote_marks import strip_quotation_marks


class AttributionValue(Attribution, StructValue):
    @property
    def person(self):
        return self.get("person")

    @property
    def name(self) -> str:
        return self.get("name") or ""

    @property
    def role(self) -> str:
        return self.get("role") or ""

    @property
    def organisation(self) -> str:
        return self.get("organisation") or ""

    @property
    def unnamed(self) -> bool:
        return bool(self.get("unnamed"))

    @property
    def speaker_name(self) -> str:
        """Whose passage it is (``content.passages``); empty where nobody is to be named."""
        return self.display_name if self.is_named else ""


class AttributionBlock(StructBlock):
    """A person xor a name, and the role that day."""

    person = PersonChooserBlock(
        label=_("Person"), required=False, help_text=_("Choose a person, or create one on the spot.")
    )
    name = CharBlock(
        label=_("Guest's name"),
        required=False,
        max_length=255,
        help_text=_("For somebody who has no page here, e.g. “Dr Mina Ahlberg”."),
    )
    role = CharBlock(
        label=_("Role that day"),
        required=False,
        max_length=255,
        help_text=_("As it was at the time, e.g. “Director of Housing”. It stays as written here."),
    )
    organisation = CharBlock(
        label=_("Organisation that day"),
        required=False,
        max_length=255,
        help_text=_("For whom they spoke, e.g. “Northgate Council”. It stays as written here."),
    )

    def clean(self, value):
        """Collect all errors, so that an editor who publishes sees them at once."""
        errors = {}
        try:
            value = super().clean(value)
        except StructBlockValidationError as error:
            errors = error.block_errors
        if value.get("person") and value.get("name"):
            errors.setdefault("name", ValidationError(BOTH_NAMED))
        elif value.get("unnamed") and (value.get("person") or value.get("name")):
            errors.setdefault("unnamed", ValidationError(UNNAMED_AND_NAMED))
        elif not (value.is_named or value.get("unnamed") or is_draft_validation(self)):
            errors.setdefault("person", ValidationError(NOBODY_NAMED))
        if errors:
            raise StructBlockValidationError(errors)
        return value

    class Meta:
        icon = "user"
        group = PEOPLE
        value_class = AttributionValue


class QuoteValue(AttributionValue):
    @property
    def words(self) -> RichText:
        return self["text"]

    @property
    def language(self) -> str:
        return self.get("language") or ""


class AttributedTextBlock(AttributionBlock):
    """A text by or about a speaker, who may have to stay unnamed."""

    unnamed = BooleanBlock(
        label=_("Do not name"),
        required=False,
        help_text=_(
            "For an event under the Chatham House Rule. The page says “A participant” and what stands above as role, "
            "e.g. “A council officer”: nothing by which they could be recognised."
        ),
    )


class QuoteTextBlock(BodyRichTextBlock):
    """The words of a quote. Quotation marks around them come off when they are saved."""

    def clean(self, value):
        value = super().clean(value)
        return RichText(strip_quotation_marks(value.source))


@register_body_block("quote", everyday=True)
class QuoteBlock(AttributedTextBlock):
    text = QuoteTextBlock(
        label=_("Quote"),
        features=["bold", "italic", "link", "document-link"],
        help_text=_(
            "Word for word, one or several paragraphs. The page sets the quotation marks: those that you type around "
            "it come off when you save."
        ),
    )
    source = CharBlock(
        label=_("Source"),
        required=False,
        max_length=255,
        help_text=_("Where it was said or written, if not at the event reported here, e.g. “Annual report, 2024”."),
    )
    source_url = WebAddressBlock(label=_("Link to the source"), required=False)
    language = LanguageBlock()

    class Meta:
        icon = "openquote"
        value_class = QuoteValue
        group = PEOPLE
        label = _("Quote")
        description = _("What somebody said, word for word, with their name and the role they had that day.")
        template = "blocks/quote_block.html"
        label_format = "{name} {role}: {text}"
        form_layout = ["text", "person", "name", "role", "organisation", "unnamed", "source", "source_url", "language"]
        preview_value = {
            "text": "<p>We kept the minutes of every meeting since 1911 and lost the key to the cupboard.</p>",
            "person": None,
            "name": "Ida Okonjo-Reyes",
            "role": _("Keeper of the archive"),
            "organisation": "",
            "source": "",
            "source_url": "",
        }


@register_body_block("speaker", everyday=True)
class SpeakerBlock(AttributedTextBlock):
    text = BodyRichTextBlock(
        label=_("What they said"),
        features=["bold", "italic", "ul", "ol", "link"],
        help_text=_("In your words: the argument, the figures, the example."),
    )

    def get_region_name(self, value) -> str:
        return value.display_name

    class Meta:
        icon = "user"
        group = PEOPLE
        label = _("Speaker")
        description = _("A speaker and, in your words, what they argued.")
        template = "blocks/speaker_block.html"
        label_format = "{name} {role}"
        form_layout = ["text", "person", "name", "role", "organisation", "unnamed"]
        preview_value = {
            "person": None,
            "name": "Ida Okonjo-Reyes",
            "role": _("Keeper of the archive"),
            "organisation": "",
            "text": "<p>She traced how the minute books left the town hall in a bread van in 1974.</p>",
        }


@register_body_block("speakers")
class SpeakersBlock(StructBlock):
    heading = CharBlock(label=_("Heading"), required=False, max_length=255, default=_("Speakers"))
    people = ListBlock(
        AttributionBlock(label=_("Speaker"), label_format="{name} {role}"), label=_("Speakers"), min_num=1
    )

    def get_region_name(self, value) -> str:
        return value.get("heading") or ""

    class Meta:
        icon = "group"
        group = PEOPLE
        label = _("Speakers")
        description = _("A row of speakers with portrait, name and role, like a cast list.")
        template = "blocks/speakers_block.html"
        label_format = "{heading}"
        preview_value = {
            "heading": _("Speakers"),
            "people": [
                {"person": None, "name": "Ida Okonjo-Reyes", "role": _("Keeper of the archive"), "organisation": ""},
                {"person": None, "name": "Tomas Ferrand", "role": _("Bus planner"), "organisation": ""},
            ],
        }
