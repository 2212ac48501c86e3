from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from content.querysets import BasePageManager, BasePageQuerySet, is_restricted, not_expired


class PersonPageQuerySet(BasePageQuerySet):
    def for_listing(self):
        return self.select_related("photo").prefetch_related("photo__renditions")

    def interested_in(self, topic_ids: Iterable[int]):
        """Whose page names any of the topics."""
        named = self.model.topics.through.objects.filter(topicpage__in=topic_ids)
        return self.filter(pk__in=named.values("personpage"))

    def by_family_name(self):
        return self.order_by("sort_name", "pk")


PersonPageManager = BasePageManager.from_queryset(PersonPageQuerySet)


class QuoteQuerySet(QuerySet):
    def published(self, now: datetime | None = None):
        """The rule of ``BasePageQuerySet.published``, asked of the pages that the quotes stand in."""
        now = now or timezone.now()
        return self.filter(
            Q(visible_from__isnull=True) | Q(visible_from__lte=now),
            not_expired(now, "page__"),
            ~is_restricted("page__path"),
            page__live=True,
        )

    def said_by(self, person):
        return self.filter(speaker=person)

    def about(self, topic_ids: Iterable[int]):
        """Those in pages that have any of the topics."""
        return self.filter(topic_ids__overlap=list(topic_ids))

    def said_in(self, year: int):
        return self.filter(date__year=year)

    def newest_first(self):
        """By the date of the page, in reading order within one."""
        return self.order_by("-date", "-page_id", "position")

    def with_place(self):
        """Load the page that it stands in."""
        return self.select_related("page")

    def for_listing(self):
        """Load who said it, with the portrait, and the page that it stands in."""
        return self.with_place().select_related("speaker__photo").prefetch_related("speaker__photo__renditions")
