"""Panels of the editor of events."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from content.panels import page_tabs, summary_panel
from topics.panels import topics_panel

from .event_form import EventPageForm

when_panel = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("timezone"), FieldPanel("all_day")]),
    ],
    heading=_("When"),
)
status_panel = MultiFieldPanel([FieldPanel("status"), FieldPanel("status_reason")], heading=_("Status"))
where_panel = MultiFieldPanel(
    [
        FieldPanel("attendance"),
        FieldPanel("venue"),
        FieldPanel("place"),
        FieldPanel("online_url"),
        FieldPanel("booking_url"),
    ],
    heading=_("Where, and how to come"),
)
practical_panel = MultiFieldPanel(
    [
        FieldPanel("audience"),
        FieldRowPanel([FieldPanel("price"), FieldPanel("currency")]),
        FieldPanel("price_note"),
        FieldRowPanel([FieldPanel("captions"), FieldPanel("sign_language")]),
        FieldPanel("access_contact"),
        FieldRowPanel([FieldPanel("organiser"), FieldPanel("organiser_url")]),
    ],
    heading=_("Practicalities"),
)
afterwards_panel = MultiFieldPanel(
    [
        FieldPanel("recording_url"),
        FieldPanel("transcript_text"),
        FieldRowPanel([FieldPanel("transcript"), FieldPanel("slides")]),
        FieldPanel("photos"),
    ],
    heading=_("Afterwards"),
)

event_tabs = page_tabs(
    content=[
        FieldPanel("title"),
        FieldPanel("strapline"),
        summary_panel,
        when_panel,
        where_panel,
        FieldPanel("body"),
        topics_panel,
        MultiFieldPanel([FieldPanel("agenda")], heading=_("Programme")),
        afterwards_panel,
    ],
    key_details=[
        status_panel,
        practical_panel,
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
        FieldPanel("series"),
        MultiFieldPanel([FieldPanel("attribution"), FieldPanel("speakers_public")], heading=_("Attribution")),
    ],
    base_form_class=EventPageForm,
)
