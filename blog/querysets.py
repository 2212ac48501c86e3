from collections.abc import Iterable

from django.db.models import Prefetch, Q

from content.querysets import BasePageManager, BasePageQuerySet


class BlogPageQuerySet(BasePageQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")

    def about(self, topic_ids: Iterable[int]):
        """Those that name any of the topics."""
        named = self.model.topics.through.objects.filter(topicpage__in=topic_ids)
        return self.filter(pk__in=named.values("blogpage"))

    def written_by(self, person):
        from .models import BlogPageAuthor

        return self.filter(pk__in=BlogPageAuthor.objects.filter(person=person).values("page"))

    def naming(self, person):
        """Those that tell what ``person`` said without quoting them, and are not by them."""
        return self.filter(pk__in=person.mentioned_in.values("page")).exclude(
            Q(pk__in=person.said.values("page")) | Q(pk__in=self.model.objects.written_by(person).values("pk"))
        )

    def with_credits(self):
        from .models import BlogPageAuthor

        return self.prefetch_related(
            Prefetch("authors", BlogPageAuthor.objects.select_related("person")),
        )

    def for_listing(self):
        """Bylines and the image of each teaser, without the bodies."""
        return (
            self.with_credits()
            .select_related("listing_image", "hero_image")
            .prefetch_related("listing_image__renditions", "hero_image__renditions")
            .defer_streamfields()
        )


BlogPageManager = BasePageManager.from_queryset(BlogPageQuerySet)
