"""Query expressions for the visibility of pages: view restrictions and expiry."""

from datetime import datetime

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction


def is_restricted(path_field: str = "path") -> Exists:
    """Return the expression that is true if a page, or a page above it, has a view restriction.

    ``path_field`` is the field of the outer query with the tree path of the page.
    """
    page_path = ExpressionWrapper(OuterRef(path_field), output_field=CharField())
    return Exists(PageViewRestriction.objects.alias(page_path=page_path).filter(page_path__startswith=F("page__path")))


def not_expired(now: datetime, prefix: str = "") -> Q:
    """Return the condition that a page has not expired. It holds at once, before a job unpublishes the page."""
    return Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": now})
