"""Data retention of read texts: they are working papers, and are deleted after a month."""

from datetime import timedelta

from django.utils import timezone

from core.jobs import every

from .models import ReadText

KEPT = timedelta(days=30)


@every(timedelta(days=1))
def delete_old_texts() -> None:
    ReadText.objects.filter(created_at__lte=timezone.now() - KEPT).delete()
