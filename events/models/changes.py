"""The status of an event, and the record of what was published of it: what calendars need to notice a change."""

import uuid
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import BasePage

from ..signals import event_changed
from ..status import CANCELLED_OR_POSTPONED, Status
from ..times import to_zone
from .location import LocationMixin
from .schedule import ScheduleMixin

#: Fields that no revision changes: they belong to the event, not to one version of its page.
UNVERSIONED_FIELDS = ("uid", "sequence", "previous_starts_at", "published_state", "changed_at")
#: Fields that belong to the published snapshot: saving one of them may change it.
TRACKED_FIELDS = {
    *("title", "starts_at", "ends_at", "all_day", "timezone", "status"),
    *("attendance", "venue", "venue_id", "place", "online_url"),
}


class PublishedChangesMixin(ScheduleMixin, LocationMixin, BasePage):
    """The one status field, and the identity of an event in calendars (RFC 5545, 3.8.4.7 and 3.8.7.4).

    ``sequence`` grows with each published change of time, place or status and with nothing else; a changed start is
    kept in ``previous_starts_at``. Both are set when the live row is written, under its lock, by comparing with what
    was last published (``published_state``). The editor's button, scheduled publishing and code all end there. So
    ``event_changed`` is sent there, within the transaction, also of a change of the title alone.

    A postponed event has no date yet: it keeps the published one, which calendars and search engines ask for, but
    nothing shows it as a date to come.
    """

    Status = Status

    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status.choices,
        default=Status.SCHEDULED,
        help_text=_("Shown wherever the event is. For a new date choose “Rescheduled” and change the start."),
    )
    status_reason = models.CharField(
        _("reason"),
        max_length=255,
        blank=True,
        help_text=_("Shown with the status, e.g. “The speaker is unwell; we hope for a date in May.”"),
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    previous_starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_state = models.JSONField(null=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    #: Whether those concerned are told of a change by whatever saves the event now; None: as was said for its revision.
    change_is_told: bool | None = None

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.is_draft_check or self.is_past or self.is_cancelled_or_postponed:
            return
        if errors := self.get_location_errors():
            raise ValidationError(errors)

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs) -> None:
        before = None
        if update_fields is None or not TRACKED_FIELDS.isdisjoint(update_fields):
            self.reload_published_state()
            self.normalise_times()
            if self.live:
                before = self.record_published_change()
            update_fields = update_fields and {*update_fields, *UNVERSIONED_FIELDS}
        super().save(*args, update_fields=update_fields, **kwargs)
        if before:
            event_changed.send(type(self), event=self, before=before, is_told=self.change_is_told)

    def reload_published_state(self) -> None:
        """Lock the row and take the unversioned fields from it: this copy of the page may be older."""
        rows = type(self).objects.filter(pk=self.pk).select_for_update(of=("self",))
        for name, value in (rows.values(*UNVERSIONED_FIELDS).first() or {}).items() if self.pk else ():
            setattr(self, name, value)

    def record_published_change(self) -> dict | None:
        """Store the new published snapshot and return the last one if they differ; more than the title: a change."""
        before, self.published_state = self.published_state, self.get_published_snapshot()
        if before is None or before == self.published_state:
            return None
        if before | {"title": self.title} != self.published_state:
            self.sequence += 1
            self.changed_at = timezone.now()
        if before["starts_at"] != self.published_state["starts_at"]:
            self.previous_starts_at = datetime.fromisoformat(before["starts_at"])
        return before

    def get_published_snapshot(self) -> dict:
        """Return title, time, place and status as they are published, ready for JSON."""
        return {
            "title": self.title,
            "starts_at": self.starts_at and self.starts_at.astimezone(UTC).isoformat(),
            "ends_at": self.ends_at and self.ends_at.astimezone(UTC).isoformat(),
            "all_day": self.all_day,
            "timezone": self.timezone,
            "status": self.status,
            "attendance": self.attendance,
            "location": self.location,
            "online_url": self.online_url if self.is_online else "",
        }

    def has_published_start(self, starts_at: datetime | None) -> bool:
        """Return whether ``starts_at`` is the start that was published, and no other one was published before."""
        published = (self.published_state or {}).get("starts_at")
        if not (starts_at and published) or self.previous_starts_at:
            return False
        return datetime.fromisoformat(published) == starts_at

    @property
    def modified_at(self) -> datetime:
        """When what is published of it changed last: the page, its published snapshot, or its venue."""
        venue_changed_at = self.venue.changed_at if self.venue else None
        moments = filter(None, (self.changed_at, self.last_published_at, venue_changed_at))
        return max(moments, default=None) or self.latest_revision_created_at or timezone.now()

    @property
    def is_in_person(self) -> bool:
        return super().is_in_person and self.status != Status.ONLINE

    @property
    def is_online(self) -> bool:
        return super().is_online or self.status == Status.ONLINE

    @property
    def has_date(self) -> bool:
        """Whether visitors see a date, which they do not while the event is postponed."""
        return self.starts_at is not None and self.status != Status.POSTPONED

    @property
    def is_cancelled_or_postponed(self) -> bool:
        """Whether it does not take place on the date that the page holds."""
        return self.status in CANCELLED_OR_POSTPONED

    @property
    def is_happening(self) -> bool:
        return self.has_begun and not (self.is_past or self.is_cancelled_or_postponed)

    @property
    def took_place(self) -> bool:
        return self.is_past and not self.is_cancelled_or_postponed

    @property
    def status_message(self) -> str:
        """The status as visitors see it; empty while the event is scheduled as usual."""
        return "" if self.status == Status.SCHEDULED else str(self.get_status_display())

    @property
    def previous_local_start(self) -> datetime | None:
        """The start that no longer holds, of a rescheduled or postponed event."""
        if self.status == Status.RESCHEDULED:
            return to_zone(self.previous_starts_at, self.timezone)
        return self.local_start if self.status == Status.POSTPONED else None
