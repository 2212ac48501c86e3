from django.db.models import Prefetch

from content.querysets import BasePageManager, BasePageQuerySet


class BlogPageQuerySet(BasePageQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")

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
