"""The block about an event, in the body of any page."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, StructBlockValidationError, StructValue

from content.body.block_groups import LINKS
from content.body.blocks import register_body_block
from core.wagtail_compat import is_draft_validation

from .choosers import EventChooserBlock

CHOSEN = "chosen"
NEXT = "next"


class EventValue(StructValue):
    @cached_property
    def event(self):
        """The chosen event if visitors may see it, or the next upcoming one; None when there is none."""
        if self.get("which") == NEXT:
            events = self.block.child_blocks["page"].model_class.objects
            return events.published().going_ahead().for_listing().upcoming().first()
        chosen = self.get("page")
        return chosen if chosen and chosen.is_published else None

    @property
    def intro(self) -> Any:
        if self.get("heading"):
            return self["heading"]
        return _("Past event") if self.event and self.event.is_past else _("Next event")


@register_body_block("event", everyday=True)
class EventBlock(StructBlock):
    which = ChoiceBlock(
        label=_("Which event"),
        choices=[(CHOSEN, _("The one chosen below")), (NEXT, _("Whichever is next when the page is read"))],
        default=CHOSEN,
    )
    page = EventChooserBlock(label=_("Event"), required=False)
    heading = CharBlock(
        label=_("Heading"),
        required=False,
        max_length=255,
        help_text=_("Leave empty for “Next event”, or “Past event” once it is over."),
    )

    def get_region_name(self, value) -> str:
        return str(value.intro) if value.event else ""

    def get_searchable_content(self, value):
        """Return the heading alone: the event that is shown is not part of the page's text."""
        return self.child_blocks["heading"].get_searchable_content(value.get("heading"))

    def clean(self, value):
        value = super().clean(value)
        if value.get("which") == CHOSEN and not value.get("page") and not is_draft_validation(self):
            raise StructBlockValidationError(
                {"page": ValidationError(_("Choose an event, or show whichever is next."))}
            )
        return value

    class Meta:
        icon = "date"
        group = LINKS
        label = _("Event")
        description = _("An event with its date and place: a chosen one, or whichever is next.")
        template = "blocks/event_block.html"
        value_class = EventValue
        label_format = "{heading}"

    def get_preview_value(self):
        """Return a value with an event that is not in the database, so that the preview works on an empty site."""
        start = timezone.now().replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=21)
        value = self.normalize({"which": CHOSEN, "page": None, "heading": ""})
        value.event = self.child_blocks["page"].model_class(
            title=_("Who owns the high street?"),
            summary=_("A round table on empty shops, long leases and the people who still sweep the pavement."),
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            place=str(_("The reading room")),
        )
        return value
