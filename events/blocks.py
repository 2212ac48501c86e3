"""Blocks about events: one in any body, and those of an event's programme and photos."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
)

from content.body.block_groups import LINKS
from content.body.blocks import register_body_block
from content.body.choosers import BodyPageChooserBlock
from content.body.media_blocks import ImageBlock
from content.body.stream import BaseStreamBlock
from core.dates.blocks import DateBlock, TimeBlock
from core.wagtail_compat import is_draft_validation
from people.blocks import AttributionBlock

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


@register_body_block("event")
class EventBlock(StructBlock):
    which = ChoiceBlock(
        label=_("Which event"),
        choices=[(CHOSEN, _("The one chosen below")), (NEXT, _("Whichever is next when the page is read"))],
        default=CHOSEN,
    )
    page = BodyPageChooserBlock(label=_("Event"), page_type="events.EventPage", required=False)
    heading = CharBlock(
        label=_("Heading"),
        required=False,
        max_length=255,
        help_text=_("Leave empty for “Next event”, or “Past event” once it is over."),
    )

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


class AgendaPartBlock(StructBlock):
    """A part of the programme. ``events.agenda`` finds out its instants."""

    time = TimeBlock(label=_("From"), help_text=_("On the event's own clocks, e.g. 18:30."))
    ends = TimeBlock(label=_("Until"), required=False, help_text=_("E.g. 19:15. May be left empty."))
    day = DateBlock(
        label=_("Day"),
        required=False,
        help_text=_(
            "E.g. 2 March 2027. Often not needed: a time earlier than that of the part before is on the next day."
        ),
    )


class AgendaItemBlock(AgendaPartBlock):
    title = CharBlock(label=_("Title"), max_length=255, help_text=_("E.g. “Two openings”."))
    description = TextBlock(
        label=_("Description"),
        required=False,
        help_text=_("E.g. what it is about, or who speaks if you name nobody below."),
    )
    speakers = ListBlock(
        AttributionBlock(label=_("Speaker"), label_format="{name} {role}"), label=_("Speakers"), min_num=0, default=[]
    )

    class Meta:
        icon = "time"
        label = _("Session")
        description = _("A part of the programme: when, what and who.")
        template = "blocks/agenda_item_block.html"
        label_format = "{time} {title}"
        form_layout = ["time", "ends", "title", "description", "speakers", "day"]
        preview_value = {"time": "18:00", "title": _("Two openings"), "description": _("Eight minutes each.")}


class BreakBlock(AgendaPartBlock):
    title = CharBlock(label=_("Title"), max_length=255, default=_("Break"), help_text=_("E.g. “Lunch”."))

    class Meta:
        icon = "minus"
        label = _("Break")
        description = _("A pause: coffee, lunch, a walk.")
        template = "blocks/agenda_item_block.html"
        label_format = "{time} {title}"
        form_layout = ["time", "ends", "title", "day"]
        preview_value = {"time": "15:30", "title": _("Tea")}


class AgendaStreamBlock(BaseStreamBlock):
    """The parts of an event's programme, in order."""

    session = AgendaItemBlock()
    pause = BreakBlock()


class PhotoStreamBlock(BaseStreamBlock):
    """Pictures of an event."""

    image = ImageBlock()
