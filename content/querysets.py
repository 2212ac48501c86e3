"""Who may see a page is decided here, once, and asked everywhere."""

from datetime import datetime

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageManager, PageQuerySet, PageViewRestriction


def is_restricted(path_field: str = "path") -> Exists:
    """Tell, within the query itself, whether a view restriction lies on a page or above it."""
    page_path = ExpressionWrapper(OuterRef(path_field), output_field=CharField())
    return Exists(PageViewRestriction.objects.alias(page_path=page_path).filter(page_path__startswith=F("page__path")))


def not_expired(now: datetime, prefix: str = "") -> Q:
    """A page past its expiry is gone at that instant, not when the next scheduled job notices."""
    return Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": now})


class BasePageQuerySet(PageQuerySet):
    def published(self, now: datetime | None = None):
        """Live, not expired, due (not dated in the future), and open to everybody."""
        now = now or timezone.now()
        return self.live().filter(not_expired(now), self.model.visible_q(now), ~is_restricted())

    def for_listing(self):
        """Load what a teaser shows, in a bounded number of queries."""
        return self


BasePageManager = PageManager.from_queryset(BasePageQuerySet)
