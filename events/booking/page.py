"""What booking adds to an event: its rules, its addresses, and a tab in the editor."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.contrib.routable_page.models import path

from content.serving.routing import VisibleRoutesMixin

from ..times import in_zone
from . import views

LONGEST_KEPT = 3 * 365

booking_tab = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("takes_bookings"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("waiting_list")]),
                FieldPanel("booking_closes_at"),
            ],
            heading=_("Booking on this site"),
        ),
        InlinePanel(
            "booking_questions",
            heading=_("Further questions"),
            label=_("question"),
            help_text=_("Name, e-mail and access needs are asked for already. Ask only for what you will use."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("privacy_notice"),
                FieldRowPanel([FieldPanel("access_needs_kept_days"), FieldPanel("bookings_kept_days")]),
            ],
            heading=_("Privacy"),
        ),
    ],
    heading=_("Booking"),
)


class BookingMixin(VisibleRoutesMixin, models.Model):
    """An event that may take bookings itself. The bookings are ``self.bookings``; ``desk`` makes and changes them."""

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
    booking_closes_at = models.DateTimeField(
        _("booking closes"),
        null=True,
        blank=True,
        help_text=_("E.g. 2027-02-28 12:00. Leave empty to take bookings until the event begins."),
    )
    privacy_notice = models.TextField(
        _("privacy notice"),
        blank=True,
        help_text=_("Shown at the form, e.g. who sees the list. Leave empty for the one of the list of events."),
    )
    access_needs_kept_days = models.PositiveIntegerField(
        _("access needs are kept"),
        default=7,
        validators=[MaxValueValidator(LONGEST_KEPT)],
        help_text=_("Days after the event, e.g. 7. Then what people wrote of their needs is deleted."),
    )
    bookings_kept_days = models.PositiveIntegerField(
        _("bookings are kept"),
        default=30,
        validators=[MaxValueValidator(LONGEST_KEPT)],
        help_text=_("Days after the event, e.g. 30. Then names and addresses are deleted; only numbers remain."),
    )
    #: Follows the bookings (``desk``), never an editor: whether somebody who came now would have to wait.
    fully_booked = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.takes_bookings and self.booking_url:
            errors["takes_bookings"] = _("Take bookings on this site, or give a booking link: not both.")
        if self.booking_closes_at and self.ends_at and self.booking_closes_at > self.ends_at:
            errors["booking_closes_at"] = _("Booking must close before the event ends.")
        if self.access_needs_kept_days > self.bookings_kept_days:
            errors["access_needs_kept_days"] = _("Access needs cannot be kept longer than the bookings themselves.")
        if self.pk and self.takes_bookings and self.capacity is not None:
            confirmed = self.bookings.confirmed().count()
            if confirmed > self.capacity:
                message = _("%(number)d people have a place already. Cancel bookings first, or allow as many.")
                errors["capacity"] = message % {"number": confirmed}
        if errors:
            raise ValidationError(errors)

    def place_errors(self) -> dict:
        """Whoever books can be sent the link to join later."""
        errors = super().place_errors()
        if self.takes_bookings:
            errors.pop("online_url", None)
        return errors

    def with_content_json(self, content):
        """Whether the event is full is no part of a revision."""
        page = super().with_content_json(content)
        page.fully_booked = self.fully_booked
        return page

    @property
    def is_full(self) -> bool:
        """Whether all places are taken: because an editor says so, or because they are."""
        return self.status == self.Status.FULL or (self.takes_bookings and self.fully_booked)

    @property
    def goes_ahead(self) -> bool:
        return self.status not in {self.Status.CANCELLED, self.Status.POSTPONED}

    @property
    def gives_places(self) -> bool:
        """Whether places that are free go to those who wait: not those that an editor holds back as “full”."""
        starts_later = self.starts_at is not None and self.starts_at > timezone.now()
        return self.takes_bookings and self.goes_ahead and self.status != self.Status.FULL and starts_later

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
    def booking_path(self) -> str:
        """The address of the form below the page, if visitors may use it now."""
        return self.reverse_subpage("book") if self.takes_bookings and not self.booking_closed_reason else ""

    @property
    def local_booking_end(self) -> datetime | None:
        return in_zone(self.booking_ends_at, self.timezone)

    def _day_after(self, days: int) -> date | None:
        return self.ends_at and in_zone(self.ends_at + timedelta(days=days), self.timezone).date()

    @property
    def access_needs_deleted_on(self) -> date | None:
        return self._day_after(self.access_needs_kept_days)

    @property
    def bookings_deleted_on(self) -> date | None:
        return self._day_after(self.bookings_kept_days)

    @cached_property
    def booking_notice(self) -> str:
        """The privacy notice: the event's own, that of the list of events, or a plain one."""
        index = self.get_parent().specific
        return (
            self.privacy_notice
            or getattr(index, "privacy_notice", "")
            or gettext(
                "We use what you write here to keep your place, to write to you about this event and to meet your "
                "needs on the day. Only those who organise the event see it."
            )
        )

    def booking_address(self, name: str, *args: str) -> str:
        """Return the whole address of one of the routes below, for e-mails."""
        return f"{self.full_url}{self.reverse_subpage(name, args=args)}"

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [("", _("Event")), *([("book", _("Booking form"))] if self.takes_bookings else [])]

    def serve_preview(self, request, mode_name):
        return views.preview(request, self) if mode_name == "book" else super().serve_preview(request, mode_name)

    @path("book/")
    def book(self, request):
        return views.book(request, self)

    @path("book/sent/<str:token>/", name="booking_sent")
    def booking_sent(self, request, token: str):
        return views.booking_sent(request, self, token)

    @path("booking/<str:token>/", name="booking")
    def own_booking(self, request, token: str):
        return views.own_booking(request, self, token)

    @path("booking/<str:token>/cancel/", name="cancel_booking")
    def cancel_booking(self, request, token: str):
        return views.cancel_booking(request, self, token)
