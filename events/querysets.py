"""Before and after: ``upcoming`` and ``past`` part all events at every instant, never both."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from content.querysets import BasePageManager, BasePageQuerySet

from .attribution import names_shown


class EventPageQuerySet(BasePageQuerySet):
    def upcoming(self, now: datetime | None = None):
        """Not over yet, soonest first. What is on right now counts as upcoming."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None):
        """Over, latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def about(self, topic_ids: Iterable[int]):
        """Those that name any of the topics."""
        named = self.model.topics.through.objects.filter(topicpage__in=topic_ids)
        return self.filter(pk__in=named.values("eventpage"))

    def spoken_at_by(self, person):
        """Where ``person`` is shown among the speakers: not where the event's attribution hides them."""
        from .models import EventSpeaker

        return self.filter(names_shown(), pk__in=EventSpeaker.objects.filter(person=person).values("page"))

    def for_listing(self):
        """A teaser of an event shows its venue and none of its other relations."""
        return self.defer_streamfields().defer("transcript_text").select_related("venue")

    def with_speakers(self):
        from .models import EventSpeaker

        return self.prefetch_related(Prefetch("speakers", EventSpeaker.objects.select_related("person__photo")))


EventPageManager = BasePageManager.from_queryset(EventPageQuerySet)
