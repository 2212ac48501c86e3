"""The conditions under which visitors may see a page, as expressions for queries."""

from datetime import datetime

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction


def is_restricted(path_field: str = "path") -> Exists:
    """Return the expression that tells whether a view restriction lies on a page or above it.

    ``path_field`` names the field with the tree path of the page in the outer query.
    """
    page_path = ExpressionWrapper(OuterRef(path_field), output_field=CharField())
    return Exists(PageViewRestriction.objects.alias(page_path=page_path).filter(page_path__startswith=F("page__path")))


def not_expired(now: datetime, prefix: str = "") -> Q:
    """Return the condition that a page has not expired. It is gone at that instant, not when a job notices."""
    return Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": now})
