"""Querysets of events. At every instant each event is either ``upcoming`` or ``past``, never both."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from content.querysets import BasePageManager, BasePageQuerySet
from people.credits import with_person_visibility

from .attribution_rule import names_shown_q
from .status import CANCELLED_OR_POSTPONED, Status

#: How long after its date a subscribed calendar keeps a cancelled or postponed event: until everybody knows of it.
CANCELLED_RETENTION = timedelta(days=30)


class EventPageQuerySet(BasePageQuerySet):
    def upcoming(self, now: datetime | None = None):
        """Not over yet, soonest first. What is on right now counts as upcoming."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None):
        """Over, latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def about(self, topic_ids: Iterable[int]):
        """Those that have any of the topics."""
        links = self.model.topics.through.objects.filter(topicpage__in=topic_ids)
        return self.filter(pk__in=links.values("eventpage"))

    def spoken_at_by(self, person):
        """Those that show ``person`` among the speakers; the attribution rule may hide them."""
        return self.filter(names_shown_q(), pk__in=self._speakers.filter(person=person).values("page"))

    def going_ahead(self):
        """Those that are neither cancelled nor postponed."""
        return self.exclude(status__in=CANCELLED_OR_POSTPONED)

    def in_person(self):
        """Those that visitors can come to."""
        return self.exclude(Q(attendance="online") | Q(status=Status.ONLINE))

    def online(self):
        """Those that visitors can join online."""
        return self.filter(~Q(attendance="in_person") | Q(status=Status.ONLINE))

    def shown_person_ids(self):
        """The page ids of the people whom these events show among their speakers."""
        speakers = self._speakers.filter(names_shown_q("page__"), page__in=self.order_by().values("pk"))
        return speakers.exclude(person=None).values("person")

    def in_feed(self, now: datetime | None = None):
        """What a subscribed calendar holds: all but those that were cancelled or postponed some time ago."""
        gone = Q(status__in=CANCELLED_OR_POSTPONED, ends_at__lte=(now or timezone.now()) - CANCELLED_RETENTION)
        return self.filter(starts_at__isnull=False, ends_at__isnull=False).exclude(gone).order_by("starts_at", "pk")

    def for_calendar(self):
        """Load what a calendar file tells of an event, in a bounded number of queries."""
        return self.for_listing().with_speakers().prefetch_related("topics")

    def for_listing(self):
        """Load what a teaser shows: the venue, and no other relation."""
        return self.defer_streamfields().defer("transcript_text").select_related("venue")

    def with_speakers(self):
        speakers = with_person_visibility(self._speakers.select_related("person__photo"))
        return self.prefetch_related(Prefetch("speakers", speakers))

    @property
    def _speakers(self) -> QuerySet:
        """All speakers of all events. Their model is known by the relation: it is defined after this class."""
        return self.model._meta.get_field("speakers").related_model._default_manager.all()


EventPageManager = BasePageManager.from_queryset(EventPageQuerySet)
