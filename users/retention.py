"""Data retention of wrong passwords: what django-axes counted is deleted when it no longer counts."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.utils import timezone

from core.jobs import every


@every(timedelta(hours=1))
def delete_old_attempts() -> None:
    """Delete what is older than the hour in which it counts. django-axes does so only at the next wrong password."""
    until = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    AccessAttempt.objects.filter(attempt_time__lte=until).delete()
