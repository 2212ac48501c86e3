"""The event that a post reports, and who spoke there."""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from events.attribution_rule import names_shown_q
from events.models import EventPage, EventSpeaker
from people.voices import Voice, get_voices

if TYPE_CHECKING:
    from content.models import BasePage as _Base
else:
    _Base = models.Model


class ReportMixin(_Base):
    event_reported = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event reported"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reports",
        help_text=_("The event that this post writes up. Each page links to the other."),
    )

    class Meta:
        abstract = True

    @staticmethod
    def annotate_event() -> dict[str, Any]:
        """Return the annotations that save ``get_event`` and ``get_voices`` their queries."""
        event = EventPage.objects.published().filter(pk=OuterRef("event_reported_id"))
        speakers = EventSpeaker.objects.filter(names_shown_q("page__"), page=OuterRef("event_reported_id"))
        names = speakers.order_by("sort_order", "pk").values_list(Coalesce("person__title", "name"))
        return {"event_is_published": Exists(event), "event_speakers": ArraySubquery(names)}

    def get_event(self) -> EventPage | None:
        """Return the event reported, if visitors may see it."""
        event = self.event_reported
        if event is None or not hasattr(self, "event_is_published"):
            # A preview holds values that are not saved, so that the annotation does not exist.
            return event and EventPage.objects.published().filter(pk=event.pk).first()
        return event if self.event_is_published else None

    def get_voices(self, event: EventPage | None) -> list[Voice]:
        """Return who spoke, in the body or at the event."""
        if self.is_withdrawn:
            return []
        names: Any = getattr(self, "event_speakers", None)
        if names is None:  # a preview, as above
            names = [speaker.display_name for speaker in event.shown_speakers] if event else []
        return get_voices(self.body, names if event else (), f"{event.url}#speakers-heading" if event else "")
