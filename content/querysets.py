"""The rule of who may see a page. It is defined here once and asked everywhere."""

from datetime import datetime
from typing import Self

from django.utils import timezone
from wagtail.models import PageManager, PageQuerySet

from .visibility import is_restricted, not_expired


class BasePageQuerySet(PageQuerySet):
    def published(self, now: datetime | None = None) -> Self:
        """Live, not expired, due (not dated in the future), and open to everybody."""
        now = now or timezone.now()
        return self.live().filter(not_expired(now), self.model.visible_q(now), ~is_restricted())

    def for_listing(self) -> Self:
        """Load what a teaser shows, in a bounded number of queries."""
        return self


BasePageManager = PageManager.from_queryset(BasePageQuerySet)
