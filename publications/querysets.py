"""Queryset of publications: filters, orders and loading for lists, feeds and sections."""

from collections.abc import Iterable
from typing import Self

from django.db.models import Exists, Model, OuterRef, Q

from content.querysets import BasePageManager, BasePageQuerySet
from people.credits import get_credit_model, prefetch_credits


class PublicationPageQuerySet(BasePageQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-date", "-pk")

    def current(self) -> Self:
        """Those that no published edition supersedes."""
        return self.filter(~self.get_newer_edition_exists())

    def with_superseded(self) -> Self:
        """Annotate ``is_superseded``: whether visitors may see a newer edition."""
        return self.annotate(is_superseded=self.get_newer_edition_exists())

    def get_newer_edition_exists(self) -> Exists:
        return Exists(self.model.objects.published().filter(supersedes=OuterRef("pk")))

    def about(self, topic_ids: Iterable[int]) -> Self:
        """Those that name any of the topics."""
        named = self.model.topics.through.objects.filter(topicpage__in=topic_ids)
        return self.filter(pk__in=named.values("publicationpage"))

    def by_person(self, person: Model) -> Self:
        """Those that ``person`` wrote or edited."""
        return self.filter(self._credited_q("authors", person) | self._credited_q("editors", person))

    def _credited_q(self, relation: str, person: Model) -> Q:
        credits = get_credit_model(self.model, relation).objects.filter(person=person)
        return Q(pk__in=credits.values("page"))

    def launched_at(self, event: Model) -> Self:
        return self.filter(launched_at=event)

    def written_up_in(self, post: Model) -> Self:
        """Those that ``post`` is about."""
        return self.filter(post_links__post=post)

    def with_credits(self):
        return prefetch_credits(prefetch_credits(self, "authors"), "editors")

    def for_feed(self):
        """Authors, editors, topics and the cover, with the bodies."""
        return self.with_credits().select_related("cover").prefetch_related("topics")

    def for_listing(self):
        """Authors, editors and the cover of each teaser, without the bodies."""
        return self.for_short_listing().with_credits()

    def for_short_listing(self):
        """The cover of each teaser, without the bodies and without those who wrote it."""
        covers = self.with_superseded().select_related("cover").prefetch_related("cover__renditions")
        return covers.defer_streamfields()


PublicationPageManager = BasePageManager.from_queryset(PublicationPageQuerySet)
