"""Counters that all processes of a site share, and e-mails that wait to be sent."""

from django.db import models


class RateLimitCounter(models.Model):
    """How often something was tried within a window of time (``core.ratelimit``).

    ``key`` is a keyed hash: neither addresses nor names can be read from it.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.key


class HeldEmail(models.Model):
    """An e-mail that waits to be sent (``core.mail``). It may hold names and links: it is kept for a week."""

    message = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.message.get("subject", ""))
