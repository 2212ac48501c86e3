"""Events: announced, held, reported. One page before, during and after."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from content.body.blocks import BodyStreamBlock
from content.body.search_text import join_lines, plain_text_lines, stream_headings, stream_text
from content.models import BasePage
from content.search_content import SearchContent
from core.fields import StreamField
from people.attributions import get_quotation_nodes, get_quote_contents
from people.credits import Credit

from ..agenda import Session, agenda_by_day, check_agenda
from ..attribution_rule import AttributionRule
from ..blocks import AgendaStreamBlock
from ..booking.page import BookingMixin
from ..calendar_links import calendar_links, subscription
from ..panels import event_tabs
from ..querysets import EventPageManager
from ..structured_data import event_node
from .changes import RECORD_FIELDS, Announced
from .details import Afterwards, Practical

#: What the state of an event is known by.
LABEL_FIELDS = ("status", "starts_at", "ends_at", "takes_bookings", "fully_booked")
# Addresses below the list of events that are no events.
RESERVED_SLUGS = {"month"}


class EventPage(BookingMixin, Announced, Practical, Afterwards, BasePage):
    """An event. When, where and in what state: ``timing``, ``placing`` and ``announcing`` say."""

    AttributionRule = AttributionRule

    kind = "event"
    kind_label = _("Event")
    protected_while_referenced = True
    page_description = _("A round table, lecture or other event, with date, place and speakers.")
    template = "pages/event_page.html"
    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []
    # A copy is another event: it has its own identity in calendars.
    exclude_fields_in_copy = [*RECORD_FIELDS, "booking_closes_at", "fully_booked"]

    strapline = models.CharField(
        _("strapline"),
        max_length=255,
        blank=True,
        help_text=_("A line below the title, e.g. “A round table on sleeping in”."),
    )
    series = models.ForeignKey(
        "events.EventSeries",
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        help_text=_("The series that it belongs to, e.g. an annual lecture. It is listed there by itself."),
    )
    topics = ParentalManyToManyField("topics.TopicPage", verbose_name=_("topics"), blank=True, related_name="events")
    agenda = StreamField(AgendaStreamBlock(), verbose_name=_("programme"), blank=True)
    body = StreamField(BodyStreamBlock, verbose_name=_("body"), blank=True)
    attribution = models.CharField(
        _("attribution"),
        max_length=20,
        choices=AttributionRule.choices,
        default=AttributionRule.ON_RECORD,
        help_text=_(
            "Whether what is said there may be reported with names. Under the Chatham House Rule quotes name nobody; "
            "of a private event there are none."
        ),
    )
    speakers_public = models.BooleanField(
        _("the speakers’ names are public"),
        default=False,
        help_text=_(
            "For an event that is not on the record: tick if its speakers are announced. Otherwise their names appear "
            "nowhere, not in search either."
        ),
    )

    objects = EventPageManager()

    search_fields = [
        *BasePage.search_fields,
        index.AutocompleteField("title"),
        index.SearchField("body"),
        index.FilterField("starts_at"),
    ]
    edit_handler = event_tabs

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED_SLUGS:
            message = _("“%(slug)s” is an address of the list of events itself. Choose another.")
            raise ValidationError({"slug": message % {"slug": self.slug}})
        if not self.is_draft_check and self.has_times:
            check_agenda(self)

    @property
    def display_date(self) -> datetime | None:
        return self.local_start if self.has_date else None

    @property
    def local_date(self) -> date | None:
        return self.first_day if self.has_date else None

    @property
    def message(self) -> str:
        """The state of the event now, in a word or two: what editors say goes first, then places, then the clock."""
        if self.status_message:
            return self.status_message
        if self.is_full and not self.is_past:
            return str(self.Status.FULL.label)
        return gettext("Happening now") if self.is_now else ""

    @property
    def names_are_shown(self) -> bool:
        """The rule of ``attribution.names_shown`` for one event."""
        return self.attribution == AttributionRule.ON_RECORD or self.speakers_public

    @property
    def shown_speakers(self) -> list["EventSpeaker"]:
        """Those of its speakers whom the event's attribution lets anybody know of."""
        return list(self.speakers.all()) if self.names_are_shown else []

    @property
    def credits(self) -> list:
        return self.shown_speakers

    @cached_property
    def topic_list(self) -> list:
        return list(self.topics.all())

    def get_structured_data(self) -> list[dict]:
        nodes = [event_node(self)] if self.has_times else []
        return [*super().get_structured_data(), *nodes, *get_quotation_nodes(self)]

    @property
    def calendar_links(self) -> list[dict[str, str]]:
        return calendar_links(self)

    def get_context(self, request, *args, **kwargs):
        whole = self.series if self.series and self.series.is_published else self.get_parent().specific
        return super().get_context(request, *args, **kwargs) | {"subscription": subscription(whole), "whole": whole}

    @cached_property
    def agenda_days(self) -> list[tuple[date, list[Session]]]:
        return agenda_by_day(self)

    def get_search_content(self) -> SearchContent:
        speakers, topics = self.credits, self.topic_list
        programme = [part for item in self.agenda for part in (item.value["title"], item.value.get("description", ""))]
        return SearchContent(
            strapline=self.strapline,
            headings=stream_headings(self.body),
            body=join_lines(
                stream_text(self.body),
                *programme,
                # The page shows an address in lines, too.
                *self.location.split(", "),
                plain_text_lines(self.transcript_text),
            ),
            people=[speaker.display_name for speaker in speakers],
            person_ids=[speaker.person_id for speaker in speakers if speaker.person_id],
            topics=[topic.title for topic in topics],
            topic_ids=[topic.pk for topic in topics],
            quotes=get_quote_contents(self),
        )

    @classmethod
    def get_status_labels(cls, page_ids: Iterable[int]) -> dict[int, str]:
        events = cls.objects.filter(pk__in=page_ids).only(*LABEL_FIELDS)
        return {event.pk: message for event in events if (message := event.message)}

    @classmethod
    def for_serving(cls):
        beside = ("series", "venue", "transcript", "slides", "listing_image", "social_image")
        return super().for_serving().with_speakers().select_related(*beside)

    @classmethod
    def for_indexing(cls):
        return super().for_indexing().with_speakers().select_related("venue").prefetch_related("topics")


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
