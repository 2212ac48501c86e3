"""Base queryset of pages, with ``published()``: the only definition of which pages visitors may see."""

from datetime import datetime
from typing import Any, Self

from django.utils import timezone
from wagtail.models import PageManager, PageQuerySet

from .visibility import is_restricted, not_expired


class BasePageQuerySet(PageQuerySet):
    def published(self, now: datetime | None = None) -> Self:
        """Pages that are live, not expired, not dated in the future and without a view restriction."""
        now = now or timezone.now()
        return self.live().filter(not_expired(now), self.model.visible_q(now), ~is_restricted())

    def for_listing(self) -> Self:
        """Load what a teaser shows, in a fixed number of queries."""
        return self


BasePageManager: Any = PageManager.from_queryset(BasePageQuerySet)  # Wagtail has no types
