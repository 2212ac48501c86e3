from content.querysets import BasePageManager, BasePageQuerySet


class PersonPageQuerySet(BasePageQuerySet):
    def for_listing(self):
        return self.select_related("photo").prefetch_related("photo__renditions")

    def by_family_name(self):
        return self.order_by("sort_name", "pk")


PersonPageManager = BasePageManager.from_queryset(PersonPageQuerySet)
