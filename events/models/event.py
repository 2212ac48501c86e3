"""The page of an event, which is the same before, during and after it, and its speakers."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

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
from content.extension import get_previews
from content.forms import CopyAsDraftForm
from content.models import BasePage
from content.search_content import SearchContent
from core.fields import StreamField
from people.attributions import get_quotation_nodes, get_quote_contents
from people.credits import Credit
from topics.relations import TopicsMixin

from ..agenda import Session, check_agenda, group_agenda_by_day, remove_days
from ..attribution_rule import AttributionRule
from ..blocks import AgendaStreamBlock
from ..calendar_links import get_calendar_links, get_subscription_links
from ..panels import event_tabs
from ..querysets import EventPageManager
from ..structured_data import make_event_node
from .changes import UNVERSIONED_FIELDS
from .details import FollowUpMixin, PracticalInfoMixin
from .places import OffersPlacesMixin

#: The fields that ``EventPage.message`` needs.
LABEL_FIELDS = ("status", "starts_at", "ends_at", "takes_bookings", "fully_booked")
# Addresses below the list of events that are not events.
RESERVED_SLUGS = {"month"}


# Wagtail has no types, so the type checker does not find the managers of some related models.
class EventPage(OffersPlacesMixin, PracticalInfoMixin, TopicsMixin, FollowUpMixin, BasePage):  # type: ignore[django-manager-missing]
    """An event. Its mixins hold time, location, status, places and details; this class the rest."""

    AttributionRule = AttributionRule

    kind = "event"
    kind_label = _("Event")
    schema_type = "Event"
    protected_while_referenced = True
    page_description = _("A round table, lecture or other event, with date, place and speakers.")
    template = "pages/event_page.html"
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    # A copy is another event: it has its own identity in calendars, and neither a date nor a past.
    exclude_fields_in_copy = [
        *UNVERSIONED_FIELDS,
        *("starts_at", "ends_at", "status", "status_reason", "booking_closes_at", "fully_booked"),
        *("recording_url", "transcript_text", "transcript", "slides", "photos"),
    ]
    copy_form_class = CopyAsDraftForm
    can_be_copied_live = False

    summary = models.TextField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences for lists and search results. Leave empty to show date and place alone."),
    )
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

    objects: ClassVar[Any] = EventPageManager()

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

    def with_content_json(self, content):
        page = super().with_content_json(content)
        for name in (*UNVERSIONED_FIELDS, "fully_booked"):
            setattr(page, name, getattr(self, name))
        return page

    def complete_copy(self) -> None:
        """Keep a copy as a draft, as it has no date, and take the days out of its programme."""
        if self.live:
            self.unpublish(log_action=False)
        stored = list(self.agenda.raw_data)
        undated: Any = remove_days(stored)
        if undated != stored:
            self.agenda = undated
            self.save(update_fields=["agenda"], clean=False)
            self.save_revision(changed=False, clean=False)

    @property
    def display_date(self) -> datetime | None:
        return self.local_start if self.has_date else None

    @property
    def local_date(self) -> date | None:
        return self.first_day if self.has_date else None

    @property
    def message(self) -> str:
        """The state of the event now, in a word or two: its status first, then whether it is full, then the time."""
        if self.status_message:
            return self.status_message
        if self.is_full and not self.is_past:
            return str(self.Status.FULL.label)
        return gettext("Happening now") if self.is_happening else ""

    @property
    def names_are_shown(self) -> bool:
        """The rule of ``attribution_rule.names_shown_q`` for one event."""
        return self.attribution == AttributionRule.ON_RECORD or self.speakers_public

    @property
    def shown_speakers(self) -> list["EventSpeaker"]:
        """The speakers, or nobody where the attribution rule hides their names."""
        return list(self.speakers.all()) if self.names_are_shown else []

    @property
    def credits(self) -> list:
        return self.shown_speakers

    @cached_property
    def shown_series(self):
        """The series, if visitors may see it."""
        return self.series if self.series and self.series.is_published else None

    @property
    def schema_id(self) -> str:
        return f"urn:uuid:{self.uid}"

    def get_structured_data(self) -> list[dict]:
        nodes = [make_event_node(self)] if self.has_times else []
        return [*super().get_structured_data(), *nodes, *get_quotation_nodes(self)]

    @property
    def calendar_links(self) -> list[dict[str, str]]:
        return get_calendar_links(self)

    def get_context(self, request, *args, **kwargs):
        calendar_page = self.shown_series or self.get_parent().specific
        # A view restriction of the list would be one of this event, too.
        is_public = calendar_page.live and calendar_page.is_visible()
        return super().get_context(request, *args, **kwargs) | {
            "topics": self.topic_list,
            "calendar_page": calendar_page,
            "subscription": get_subscription_links(calendar_page) if is_public else None,
        }

    @cached_property
    def agenda_days(self) -> list[tuple[date, list[Session]]]:
        return group_agenda_by_day(self)

    def get_search_content(self) -> SearchContent:
        speakers = self.credits
        programme = [part for item in self.agenda for part in (item.value["title"], item.value.get("description", ""))]
        return SearchContent(
            strapline=self.strapline,
            headings=stream_headings(self.body),
            body=join_lines(
                stream_text(self.body),
                *programme,
                # The page, too, shows an address in lines.
                *self.location.split(", "),
                plain_text_lines(self.transcript_text),
            ),
            people=[speaker.display_name for speaker in speakers],
            person_ids=[speaker.person_id for speaker in speakers if speaker.person_id],
            topics=[topic.title for topic in self.topic_list],
            topic_ids=self.topic_ids,
            quotes=get_quote_contents(self),
        )

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Event")), *((preview.mode, preview.label) for preview in get_previews(self))]

    def serve_preview(self, request, mode_name: str):
        for preview in get_previews(self):
            if preview.mode == mode_name:
                return preview.view(self, request)
        return super().serve_preview(request, mode_name)

    @classmethod
    def get_status_labels(cls, page_ids: Iterable[int]) -> dict[int, str]:
        events = cls.objects.filter(pk__in=page_ids).only(*LABEL_FIELDS)
        return {event.pk: message for event in events if (message := event.message)}

    @classmethod
    def for_serving(cls):
        relations = ("series", "venue", "transcript", "slides", "listing_image", "social_image")
        return super().for_serving().with_speakers().select_related(*relations)

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
