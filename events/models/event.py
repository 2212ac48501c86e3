"""Events: announced, held, reported. One page before, during and after."""

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.models import BasePage, SearchContent
from content.panels import page_tabs, summary_panel
from content.search import stream_headings, stream_text
from people.credits import Credit
from topics.panels import topics_panel

from ..blocks import AgendaStreamBlock, BodyStreamBlock
from ..booking.page import BookingMixin, booking_tab
from ..forms import EventPageForm
from ..querysets import EventPageManager
from ..times import in_zone, validate_timezone, zone_label


class EventPage(BookingMixin, BasePage):
    """An event. Its instants are aware; ``timezone`` says on which clocks they are shown."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("Scheduled")
        POSTPONED = "postponed", _("Postponed")
        RESCHEDULED = "rescheduled", _("Rescheduled")
        ONLINE = "online", _("Moved online")
        CANCELLED = "cancelled", _("Cancelled")
        FULL = "full", _("Fully booked")

    class Attendance(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    class Attribution(models.TextChoices):
        ON_RECORD = "on_record", _("On the record")
        CHATHAM_HOUSE = "chatham_house", _("Chatham House Rule")
        PRIVATE = "private", _("Private")

    kind = "event"
    kind_label = _("Event")
    page_description = _("A round table, lecture or other event, with date, place and speakers.")
    template = "pages/event_page.html"
    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []
    # A copy is another event: it has its own identity in calendars.
    exclude_fields_in_copy = ["uid", "sequence", "previous_starts_at", "booking_closes_at", "fully_booked"]

    strapline = models.CharField(_("strapline"), max_length=255, blank=True, help_text=_("A line below the title."))
    starts_at = models.DateTimeField(
        _("starts"),
        null=True,
        db_index=True,
        help_text=_("By your own clock, e.g. 2027-03-01 18:00. Visitors read it by the clocks chosen below."),
    )
    ends_at = models.DateTimeField(
        _("ends"),
        null=True,
        db_index=True,
        help_text=_("Needed, so that the event moves to the past ones by itself."),
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        default="Europe/London",
        validators=[validate_timezone],
        help_text=_("The clocks by which visitors read the times, e.g. Europe/London or America/New_York."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.SCHEDULED)
    status_reason = models.CharField(
        _("reason"),
        max_length=255,
        blank=True,
        help_text=_("Shown with the status, e.g. “The speaker is unwell; we hope for a date in May.”"),
    )
    previous_starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    attendance = models.CharField(
        _("attendance"), max_length=20, choices=Attendance.choices, default=Attendance.IN_PERSON
    )
    venue = models.CharField(
        _("venue"), max_length=255, blank=True, help_text=_("E.g. “The reading room, Quay House”.")
    )
    address = models.TextField(_("address"), blank=True, help_text=_("Street, town and postcode."))
    online_url = models.URLField(_("link to join online"), blank=True)
    booking_url = models.URLField(_("booking link"), blank=True)
    series = models.ForeignKey(
        "events.EventSeries",
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    topics = ParentalManyToManyField("topics.TopicPage", verbose_name=_("topics"), blank=True, related_name="events")
    agenda = StreamField(AgendaStreamBlock(), verbose_name=_("programme"), blank=True)
    body = StreamField(BodyStreamBlock(), verbose_name=_("body"), blank=True)
    recording_url = models.URLField(_("recording"), blank=True, help_text=_("The address of the recording's page."))
    transcript = models.ForeignKey(
        "media.CustomDocument",
        verbose_name=_("transcript"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    slides = models.ForeignKey(
        "media.CustomDocument",
        verbose_name=_("slides"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    attribution = models.CharField(
        _("attribution"),
        max_length=20,
        choices=Attribution.choices,
        default=Attribution.ON_RECORD,
        help_text=_("Whether what is said there may be reported with names."),
    )

    objects = EventPageManager()

    search_fields = [
        *BasePage.search_fields,
        index.AutocompleteField("title"),
        index.SearchField("body"),
        index.FilterField("starts_at"),
    ]
    edit_handler = page_tabs(
        content=[
            FieldPanel("title"),
            FieldPanel("strapline"),
            FieldPanel("body"),
            MultiFieldPanel([FieldPanel("agenda")], heading=_("Programme")),
            MultiFieldPanel(
                [FieldPanel("recording_url"), FieldPanel("transcript"), FieldPanel("slides")],
                heading=_("Afterwards"),
            ),
        ],
        key_details=[
            summary_panel,
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("timezone")],
                heading=_("When"),
            ),
            MultiFieldPanel([FieldPanel("status"), FieldPanel("status_reason")], heading=_("Status")),
            MultiFieldPanel(
                [
                    FieldPanel("attendance"),
                    FieldPanel("venue"),
                    FieldPanel("address"),
                    FieldPanel("online_url"),
                    FieldPanel("booking_url"),
                ],
                heading=_("Where, and how to come"),
            ),
            InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
            FieldPanel("series"),
            topics_panel,
            FieldPanel("attribution"),
        ],
        more_tabs=[booking_tab],
        base_form_class=EventPageForm,
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must be after the start.")})

    @property
    def local_start(self) -> datetime | None:
        return in_zone(self.starts_at, self.timezone)

    @property
    def local_end(self) -> datetime | None:
        return in_zone(self.ends_at, self.timezone)

    @property
    def zone_label(self) -> str:
        return zone_label(self.timezone)

    @property
    def is_past(self) -> bool:
        """The rule of ``EventPageQuerySet.past`` for one event."""
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def is_now(self) -> bool:
        return self.starts_at is not None and self.starts_at <= timezone.now() and not self.is_past

    @property
    def status_message(self) -> str:
        """What a visitor must not miss: empty while the event goes ahead as announced."""
        return "" if self.status == self.Status.SCHEDULED else str(self.get_status_display())

    @property
    def display_date(self) -> datetime | None:
        return self.local_start

    @property
    def credits(self) -> list:
        return list(self.speakers.all())

    @cached_property
    def topic_list(self) -> list:
        return list(self.topics.all())

    def get_search_content(self) -> SearchContent:
        speakers, topics = self.credits, self.topic_list
        agenda = " ".join(f"{item.value.get('title')} {item.value.get('description')}" for item in self.agenda)
        return SearchContent(
            strapline=self.strapline,
            headings=stream_headings(self.body),
            body=" ".join([stream_text(self.body), agenda, self.venue]),
            people=[speaker.display_name for speaker in speakers],
            person_ids=[speaker.person_id for speaker in speakers if speaker.person_id],
            topics=[topic.title for topic in topics],
            topic_ids=[topic.pk for topic in topics],
        )

    @classmethod
    def for_serving(cls):
        files = ("series", "transcript", "slides", "listing_image", "social_image")
        return super().for_serving().with_speakers().select_related(*files)


class EventSpeaker(Credit):
    """Somebody with a part in one event."""

    class Part(models.TextChoices):
        SPEAKER = "speaker", _("Speaker")
        CHAIR = "chair", _("Chair")
        RESPONDENT = "respondent", _("Respondent")
        PANELLIST = "panellist", _("Panellist")
        HOST = "host", _("Host")

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="speakers")
    part = models.CharField(_("part in this event"), max_length=20, choices=Part.choices, default=Part.SPEAKER)

    panels = [*Credit.panels[:2], FieldPanel("part"), *Credit.panels[2:]]

    class Meta(Credit.Meta):
        verbose_name = _("speaker")
