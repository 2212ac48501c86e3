"""The schedule of an event: when it starts and ends, and in which time zone its times are shown."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates.zones import get_zone_label
from core.fields import SecondsField

from ..times import get_end_of_day, get_start_of_day, is_ambiguous, is_timezone, to_utc, to_zone, validate_timezone


def default_timezone() -> str:
    return settings.TIME_ZONE


class ScheduleMixin(models.Model):
    """A span from ``starts_at`` to ``ends_at``, the end not included.

    An all-day event lasts from midnight to midnight on the clocks of its own zone.
    """

    starts_at = SecondsField(_("starts"), null=True, db_index=True)
    ends_at = SecondsField(_("ends"), null=True, db_index=True)
    all_day = models.BooleanField(
        _("all day"),
        default=False,
        help_text=_("For whole days, e.g. an exhibition. Any time of day above is then passed over."),
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        default=default_timezone,
        validators=[validate_timezone],
        help_text=_("Where the event takes place, e.g. Europe/London. The times above are read off clocks there."),
    )

    class Meta:
        abstract = True

    #: Set by the editor's form while it keeps a draft, which may be as unfinished as it likes.
    is_draft_check = False

    def clean(self) -> None:
        super().clean()
        self.normalise_times()
        if self.is_draft_check or not self.has_times:
            return
        assert self.starts_at is not None
        assert self.ends_at is not None
        if to_utc(self.ends_at) <= to_utc(self.starts_at):
            raise ValidationError({"ends_at": _("The end must be after the start. Write a later date or time.")})

    def normalise_times(self) -> None:
        """Leave out microseconds, and move the start and end of an all-day event to midnight."""
        self.starts_at = self.starts_at and self.starts_at.replace(microsecond=0)
        self.ends_at = self.ends_at and self.ends_at.replace(microsecond=0)
        if self.all_day and self.has_times:
            assert self.starts_at is not None
            assert self.ends_at is not None
            self.starts_at = get_start_of_day(self.starts_at, self.timezone)
            self.ends_at = get_end_of_day(self.ends_at, self.timezone)

    @property
    def has_times(self) -> bool:
        """Whether start, end and time zone are known, which they need not be in a draft."""
        return bool(self.starts_at and self.ends_at and is_timezone(self.timezone))

    @property
    def local_start(self) -> datetime | None:
        return to_zone(self.starts_at, self.timezone)

    @property
    def local_end(self) -> datetime | None:
        return to_zone(self.ends_at, self.timezone)

    @property
    def first_day(self) -> date | None:
        return self.local_start.date() if self.local_start else None

    @property
    def last_day(self) -> date | None:
        """The day of its last moment: an event that ends at midnight does not last another day."""
        return to_zone(self.ends_at - timedelta(microseconds=1), self.timezone).date() if self.ends_at else None

    @property
    def day_after(self) -> date | None:
        """The first day after it: the end of an all-day event in calendars (RFC 5545, 3.6.1)."""
        return self.last_day + timedelta(days=1) if self.last_day else None

    @property
    def zone_label(self) -> str:
        return get_zone_label(self.timezone)

    @property
    def is_in_double_hour(self) -> bool:
        """Whether its start or end is shown twice by the clocks that night, so that the time alone does not tell."""
        return any(moment and is_ambiguous(moment) for moment in (self.local_start, self.local_end))

    @property
    def is_past(self) -> bool:
        """The rule of ``EventPageQuerySet.past`` for one event."""
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at is not None and self.starts_at <= timezone.now()
