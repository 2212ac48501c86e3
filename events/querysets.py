"""Before and after: ``upcoming`` and ``past`` part all events at every instant, never both."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q
from django.utils import timezone

from content.querysets import BasePageManager, BasePageQuerySet

from .attribution_rule import names_shown
from .status import OFF, Status

#: How long calendars to subscribe to keep what is off, past its date: everybody has heard of it by then.
OFF_KEPT = timedelta(days=30)


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

    def going_ahead(self):
        """Those that are neither cancelled nor postponed."""
        return self.exclude(status__in=OFF)

    def in_person(self):
        """Those one can go to."""
        return self.exclude(Q(attendance="online") | Q(status=Status.ONLINE))

    def online(self):
        """Those one can follow from afar."""
        return self.filter(~Q(attendance="in_person") | Q(status=Status.ONLINE))

    def people_shown(self):
        """The ids of everybody who is shown among the speakers."""
        from .models import EventSpeaker

        speakers = EventSpeaker.objects.filter(names_shown("page__"), page__in=self.order_by().values("pk"))
        return speakers.exclude(person=None).values("person")

    def in_feed(self, now: datetime | None = None):
        """What a calendar to subscribe to holds: all, but what is off goes some days after its date."""
        gone = Q(status__in=OFF, ends_at__lte=(now or timezone.now()) - OFF_KEPT)
        return self.filter(starts_at__isnull=False, ends_at__isnull=False).exclude(gone).order_by("starts_at", "pk")

    def for_calendar(self):
        """Load what iCalendar says of an event, in a bounded number of queries."""
        return self.for_listing().with_speakers().prefetch_related("topics")

    def for_listing(self):
        """A teaser of an event shows its venue and none of its other relations."""
        return self.defer_streamfields().defer("transcript_text").select_related("venue")

    def with_speakers(self):
        from .models import EventSpeaker

        return self.prefetch_related(Prefetch("speakers", EventSpeaker.objects.select_related("person__photo")))


EventPageManager = BasePageManager.from_queryset(EventPageQuerySet)
