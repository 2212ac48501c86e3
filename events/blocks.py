"""Blocks of an event: those of its programme and of its photos."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    StructBlock,
    TextBlock,
)

from content.body.media_blocks import ImageBlock
from content.body.stream import BaseStreamBlock
from core.dates.blocks import DateBlock, TimeBlock
from people.blocks import AttributionBlock


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
