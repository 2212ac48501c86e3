"""What has been announced of an event, and what has changed since: the state that everything else reads."""

import uuid
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..status import OFF, Status
from ..times import in_zone
from .location import Placed
from .schedule import Timed

#: What a page keeps whatever its revisions say: it belongs to the event, not to one wording of its page.
RECORD_FIELDS = ("uid", "sequence", "previous_starts_at", "announced", "changed_at")
#: The fields whose change makes another announcement.
ANNOUNCED_FIELDS = {
    *("starts_at", "ends_at", "all_day", "timezone", "status"),
    *("attendance", "venue", "venue_id", "place", "online_url"),
}


class Announced(Timed, Placed):
    """The one status field, and the identity of an event in calendars (RFC 5545, 3.8.4.7 and 3.8.7.4).

    ``sequence`` grows with each published change of time, place or status and with nothing else; a changed start is
    kept in ``previous_starts_at``. Both are decided when the live row is written, under its lock, against what was
    last published (``announced``): the editor's button, scheduled publishing and code all end there.

    A postponed event has no date yet: it keeps the one that was announced, which calendars and search engines
    ask for, but nothing shows it as a date to come.
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
    announced = models.JSONField(null=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if not (self.is_draft_check or self.is_past or self.is_off) and (errors := self.place_errors()):
            raise ValidationError(errors)

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs) -> None:
        if update_fields is None or not ANNOUNCED_FIELDS.isdisjoint(update_fields):
            self.recall()
            self.settle_days()
            if self.live:
                self.announce()
            update_fields = update_fields and {*update_fields, *RECORD_FIELDS}
        super().save(*args, update_fields=update_fields, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        for name in RECORD_FIELDS:
            setattr(page, name, getattr(self, name))
        return page

    def recall(self) -> None:
        """Take the event's record from its locked row, whatever an older copy of the page remembers."""
        rows = type(self).objects.filter(pk=self.pk).select_for_update(of=("self",))
        for name, value in (rows.values(*RECORD_FIELDS).first() or {}).items() if self.pk else ():
            setattr(self, name, value)

    def announce(self) -> None:
        """Note what is published from now on, and whether it differs from what was."""
        before, self.announced = self.announced, self.facts()
        if before is None or before == self.announced:
            return
        self.sequence += 1
        self.changed_at = timezone.now()
        if before["starts_at"] != self.announced["starts_at"]:
            self.previous_starts_at = datetime.fromisoformat(before["starts_at"])

    def facts(self) -> dict:
        """Return time, place and status as they are announced, ready for JSON."""
        return {
            "starts_at": self.starts_at and self.starts_at.astimezone(UTC).isoformat(),
            "ends_at": self.ends_at and self.ends_at.astimezone(UTC).isoformat(),
            "all_day": self.all_day,
            "timezone": self.timezone,
            "status": self.status,
            "attendance": self.attendance,
            "location": self.location,
            "online_url": self.online_url if self.is_online else "",
        }

    @property
    def modified_at(self) -> datetime:
        """When what is published of it changed last: its words, its record, or its venue."""
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
        """Whether visitors are told a date: not while the event waits for a new one."""
        return self.starts_at is not None and self.status != Status.POSTPONED

    @property
    def is_off(self) -> bool:
        """Whether it will not, or did not, take place on the date that the page holds."""
        return self.status in OFF

    @property
    def is_now(self) -> bool:
        return self.has_begun and not (self.is_past or self.is_off)

    @property
    def took_place(self) -> bool:
        return self.is_past and not self.is_off

    @property
    def status_message(self) -> str:
        """What a visitor must not miss: empty while the event goes ahead as announced."""
        return "" if self.status == Status.SCHEDULED else str(self.get_status_display())

    @property
    def previous_local_start(self) -> datetime | None:
        """The start that no longer holds, for an event with a new one; and that of a postponed one."""
        if self.status == Status.RESCHEDULED:
            return in_zone(self.previous_starts_at, self.timezone)
        return self.local_start if self.status == Status.POSTPONED else None
