"""Queryset of posts: filters, orders and loading for lists, feeds and sections."""

from collections.abc import Iterable

from django.db.models import Q

from content.querysets import BasePageManager, BasePageQuerySet
from people.credits import credited_to, prefetch_credits


class BlogPageQuerySet(BasePageQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")

    def about(self, topic_ids: Iterable[int]):
        """Posts that have any of the topics."""
        named = self.model.topics.through.objects.filter(topicpage__in=topic_ids)
        return self.filter(pk__in=named.values("blogpage"))

    def tagged(self, tag):
        return self.filter(tagged_items__tag=tag)

    def written_by(self, person):
        return credited_to(self, "authors", person)

    def mentioning(self, person):
        """Posts that mention ``person`` in their body, but neither quote them nor are written by them."""
        return self.filter(pk__in=person.mentioned_in.values("page")).exclude(
            Q(pk__in=person.spoken_quotes.values("page")) | Q(pk__in=self.model.objects.written_by(person).values("pk"))
        )

    def with_credits(self):
        return prefetch_credits(self, "authors")

    def for_feed(self):
        """Load the authors, the topics and the main image, together with the bodies."""
        return self.with_credits().select_related("hero_image").prefetch_related("topics")

    def for_listing(self):
        """Load the authors and the image of each teaser, without the bodies."""
        return (
            self.with_credits()
            .select_related("listing_image", "hero_image")
            .prefetch_related("listing_image__renditions", "hero_image__renditions")
            .defer_streamfields()
        )


BlogPageManager = BasePageManager.from_queryset(BlogPageQuerySet)
