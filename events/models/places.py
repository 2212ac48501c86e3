"""Places at an event: whether it takes bookings on this site, how many, until when, and how long data is kept."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.fields import SecondsField

from ..times import to_utc, to_zone
from .changes import PublishedChangesMixin

MAX_KEPT_DAYS = 3 * 365


class OffersPlacesMixin(PublishedChangesMixin):
    """Whether and how an event offers places on this site. An app above keeps the bookings and the form."""

    takes_bookings = models.BooleanField(
        _("take bookings on this site"),
        default=False,
        help_text=_("The event then has a booking form. Leave the booking link empty."),
    )
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1_000_000)],
        help_text=_("E.g. 60. Leave empty when there is room for everybody. More places go to those who wait."),
    )
    waiting_list = models.BooleanField(
        _("waiting list"),
        default=True,
        help_text=_(
            "When all places are taken, people may wait for one. A place given back goes to the first of them."
        ),
    )
    booking_closes_at = SecondsField(
        _("booking closes"),
        null=True,
        blank=True,
        help_text=_("E.g. 2027-02-28 12:00. Leave empty to take bookings until the event begins."),
    )
    confirm_addresses = models.BooleanField(
        _("confirm e-mail addresses"),
        default=False,
        help_text=_(
            "A booking counts once the link in an e-mail was opened. A place is held for 24 hours, then given on."
        ),
    )
    send_reminders = models.BooleanField(
        _("remind people the day before"),
        default=True,
        help_text=_("Everybody with a place gets an e-mail the morning before, with time, place and how to cancel."),
    )
    privacy_notice = models.TextField(
        _("privacy notice"),
        blank=True,
        help_text=_("Shown at the form, e.g. who sees the list. Leave empty for the one of the list of events."),
    )
    access_needs_kept_days = models.PositiveIntegerField(
        _("access needs are kept"),
        default=7,
        validators=[MaxValueValidator(MAX_KEPT_DAYS)],
        help_text=_("Days after the event, e.g. 7. Then what people wrote of their needs is deleted."),
    )
    bookings_kept_days = models.PositiveIntegerField(
        _("bookings are kept"),
        default=30,
        validators=[MaxValueValidator(MAX_KEPT_DAYS)],
        help_text=_("Days after the event, e.g. 30. Then names and addresses are deleted; only numbers remain."),
    )
    #: Whether a new booking would have to wait for a place. The app that takes the bookings keeps it up to date.
    fully_booked = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.takes_bookings and self.booking_url:
            errors["takes_bookings"] = _("Take bookings on this site, or give a booking link: not both.")
        closes_at, ends_at = to_utc(self.booking_closes_at), to_utc(self.ends_at)
        if closes_at and ends_at and closes_at > ends_at:
            errors["booking_closes_at"] = _("Booking must close before the event ends.")
        if self.access_needs_kept_days > self.bookings_kept_days:
            errors["access_needs_kept_days"] = _("Access needs cannot be kept longer than the bookings themselves.")
        if errors:
            raise ValidationError(errors)

    def get_location_errors(self) -> dict[str, Any]:
        """Leave out the link to join where people book here: it can be sent to them later."""
        errors = super().get_location_errors()
        if self.takes_bookings:
            errors.pop("online_url", None)
        return errors

    @property
    def is_full(self) -> bool:
        """Whether all places are taken, because of bookings or because an editor says so."""
        return self.status == self.Status.FULL or (self.takes_bookings and self.fully_booked)

    @property
    def booking_ends_at(self) -> datetime | None:
        return self.booking_closes_at or self.starts_at

    @property
    def booking_is_over(self) -> bool:
        return self.booking_ends_at is None or self.booking_ends_at <= timezone.now() or self.is_past

    @property
    def booking_closed_reason(self) -> str:
        """Why the form is closed, for visitors; empty while it is open, if only for the waiting list."""
        if self.status == self.Status.CANCELLED:
            return gettext("This event has been cancelled.")
        if self.status == self.Status.POSTPONED:
            return gettext("This event has been postponed. Booking opens again when there is a new date.")
        if self.booking_is_over:
            return gettext("Booking for this event has closed.")
        if self.is_full and not self.waiting_list:
            return gettext("All places are taken.")
        return ""

    @property
    def local_booking_end(self) -> datetime | None:
        return to_zone(self.booking_ends_at, self.timezone)

    def _get_day_after_end(self, days: int) -> date | None:
        end = self.ends_at or self.starts_at
        return to_zone(end + timedelta(days=days), self.timezone).date() if end else None

    @property
    def access_needs_deleted_on(self) -> date | None:
        return self._get_day_after_end(self.access_needs_kept_days)

    @property
    def bookings_deleted_on(self) -> date | None:
        return self._get_day_after_end(self.bookings_kept_days)
