"""What those who booked are told of: changes of the event, and whether the editor wants them to be told."""

from django.db import models
from django.utils import timezone


class EventChange(models.Model):
    """A published change of an event that people had booked for. ``BookingEmail.change`` says who is told of it.

    ``before`` and ``after`` are as ``EventPage.published_state``. They are kept, because an e-mail may be sent later,
    when the event has changed again.
    """

    wagtail_reference_index_ignore = True

    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="booking_changes")
    before = models.JSONField()
    after = models.JSONField()
    #: The public reason for the status at that time.
    reason = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event_id}, {self.created_at:%Y-%m-%d %H:%M}"


class NoticeChoice(models.Model):
    """The editor's answer for one version of an event: whether those who booked are told once it is published.

    It waits here until then, for a schedule or an approval, and is deleted when it was followed. Without one they are
    told.
    """

    wagtail_reference_index_ignore = True

    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    is_told = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.is_told}"
