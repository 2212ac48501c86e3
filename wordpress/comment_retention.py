"""Data retention of archived comments: they are deleted some years after they were imported."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from core.jobs import every

from .models import ArchivedComment

logger = logging.getLogger(__name__)


@every(timedelta(days=1))
def delete_old_comments() -> None:
    """Delete what was imported ``ARCHIVED_COMMENTS_KEPT_DAYS`` ago; 0 keeps comments as long as their posts."""
    if not settings.ARCHIVED_COMMENTS_KEPT_DAYS:
        return
    until = timezone.now() - timedelta(days=settings.ARCHIVED_COMMENTS_KEPT_DAYS)
    number, _by_model = ArchivedComment.objects.filter(imported_at__lte=until).delete()
    if number:
        logger.info("Deleted %s comments of the old site", number)
