"""Bookings of an event, the questions of its form, and the e-mails to those who booked."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.forms.models import FORM_FIELD_CHOICES, AbstractFormField

QUESTION_TYPES = [(kind, label) for kind, label in FORM_FIELD_CHOICES if kind != "hidden"]
TYPES_WITH_CHOICES = {"checkboxes", "dropdown", "multiselect", "radio"}


class BookingQuestion(AbstractFormField):
    """A further question in the booking form of one event."""

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="booking_questions")
    field_type = models.CharField(_("kind of answer"), max_length=16, choices=QUESTION_TYPES, default="singleline")
    about_needs = models.BooleanField(
        _("about health or access"),
        default=False,
        help_text=_("E.g. what somebody cannot eat. The answers are deleted together with the access needs."),
    )

    panels = [
        FieldPanel("label", help_text=_("The question itself, e.g. “Will you join us for supper?”")),
        FieldPanel("help_text", help_text=_("Shown below the question, e.g. “Soup and bread; free of charge.”")),
        FieldRowPanel([FieldPanel("field_type", required_on_save=True), FieldPanel("required")]),
        FieldPanel("choices", help_text=_("For lists and radio buttons: one answer a line, e.g. “Yes” and “No”.")),
        FieldPanel("about_needs"),
    ]

    class Meta(AbstractFormField.Meta):
        verbose_name = _("question")

    def clean(self) -> None:
        super().clean()
        if self.field_type in TYPES_WITH_CHOICES and not self.choices.strip():
            raise ValidationError({"choices": _("Write the answers to choose from, one a line.")})


class BookingQuerySet(models.QuerySet):
    def active(self):
        """Bookings with a place or on the waiting list."""
        return self.exclude(status=Booking.Status.CANCELLED)

    def confirmed(self):
        return self.filter(status=Booking.Status.CONFIRMED)

    def reachable(self):
        """Active bookings whose address belongs, as far as we know, to whoever booked: they may get e-mails."""
        return self.active().filter(confirm_by=None)

    def waiting(self):
        """The waiting list, in order. Bookings are made under a lock, so ids grow in the order of booking."""
        return self.filter(status=Booking.Status.WAITING).order_by("pk")

    def unconfirmed_in_time(self):
        """Bookings whose address was not confirmed by the deadline.

        Not those whose e-mail has never been tried: it waits for a mail server, and the deadline runs from then.
        """
        untried = BookingEmail.objects.filter(kind=BookingEmail.Kind.ADDRESS, sent_at=None, attempts=0)
        return self.filter(confirm_by__lte=timezone.now()).exclude(pk__in=untried.values("booking"))

    def for_email(self, email: str):
        """Bookings under an e-mail address, in upper or lower case."""
        return self.alias(lower_email=Lower("email")).filter(lower_email=email.lower())


class Booking(models.Model):
    """One person's place at one event, or on its waiting list.

    ``answers`` is a list of ``{"name", "label", "value", "about_needs"}``, one for each question of the form: the label
    as it was then, and the answer as text (several choices in a line each).
    """

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("booking", "Confirmed")
        WAITING = "waiting", pgettext_lazy("booking", "Waiting")
        CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")

    # Bookings are not content of the site: the reference index must not hold them.
    wagtail_reference_index_ignore = True

    # An event with bookings cannot be deleted.
    event = models.ForeignKey("events.EventPage", on_delete=models.PROTECT, related_name="bookings", editable=False)
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"))
    access_needs = models.TextField(_("access needs"), max_length=2000, blank=True)
    answers = models.JSONField(_("answers"), default=list, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, editable=False)
    #: Until when the address must be confirmed, or the booking is deleted. None if it is, or need not be.
    confirm_by = models.DateTimeField(null=True, editable=False)
    attended = models.BooleanField(_("attended"), null=True, editable=False)
    created_at = models.DateTimeField(_("booked"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["pk"]
        indexes = [models.Index("event", "status", "id", name="booking_queue")]
        constraints = [
            models.UniqueConstraint(
                "event", Lower("email"), condition=~Q(status="cancelled"), name="one_booking_a_person_and_event"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_confirmed(self) -> bool:
        return self.status == self.Status.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it only holds a place, or a position on the waiting list, until the address is confirmed."""
        return self.confirm_by is not None and not self.is_cancelled

    @property
    def status_label(self) -> str:
        label = self.get_status_display()
        return gettext("%(status)s, address not confirmed yet") % {"status": label} if self.is_unconfirmed else label

    @property
    def queue_position(self) -> int:
        """The position on the waiting list, from 1."""
        return Booking.objects.filter(event=self.event_id, pk__lte=self.pk).waiting().count()


class BookingSubmission(models.Model):
    """A booking form that was received and answered: the same form gets the same answer again, and does nothing.

    It is deleted as soon as the form's token is too old to be accepted (``retention``).
    """

    wagtail_reference_index_ignore = True

    #: The id in the form's token.
    form_id = models.UUIDField(primary_key=True)
    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="booking_submissions")
    outcome = models.CharField(max_length=10)
    #: As it was typed. The answer repeats it, and not what is stored of an earlier booking.
    email = models.EmailField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return str(self.form_id)


class BookingMessage(models.Model):
    """A message from an editor to those who booked."""

    class Audience(models.TextChoices):
        CONFIRMED = "confirmed", _("Those who have a place")
        WAITING = "waiting", _("Those who wait for one")
        ACTIVE = "active", _("Both")

    wagtail_reference_index_ignore = True

    event = models.ForeignKey("events.EventPage", on_delete=models.CASCADE, related_name="booking_messages")
    audience = models.CharField(
        _("to"), max_length=10, choices=Audience.choices, default=Audience.CONFIRMED, help_text=_("Who gets it.")
    )
    subject = models.CharField(
        _("subject"), max_length=150, help_text=_("E.g. “We have moved to the Long Room”. The event's name is added.")
    )
    body = models.TextField(
        _("message"),
        max_length=10_000,
        help_text=_("Plain text. An empty line begins a paragraph. The greeting and a link to the booking are added."),
    )
    sent_by = models.ForeignKey("users.User", null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    recipients = models.PositiveIntegerField(default=0, editable=False)
    submission = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("message")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.subject


class BookingEmail(models.Model):
    """An e-mail in the outbox: created in the transaction that it is about, sent afterwards (``outbox``)."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("Confirmation of the address")
        CONFIRMED = "confirmed", _("Confirmation")
        WAITING = "waiting", _("Waiting list")
        PROMOTED = "promoted", _("A place after all")
        CANCELLED = "cancelled", _("Cancellation")
        MESSAGE = "message", _("Message")
        CHANGED = "changed", _("Change of the event")
        REMINDER = "reminder", _("Reminder")

    wagtail_reference_index_ignore = True

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="emails")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    message = models.ForeignKey(BookingMessage, null=True, on_delete=models.CASCADE, related_name="emails")
    change = models.ForeignKey("bookings.EventChange", null=True, on_delete=models.CASCADE, related_name="emails")
    #: The first day of the event, in its time zone, that a reminder is about.
    reminder_of = models.DateField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index("due_at", condition=Q(sent_at=None), name="booking_email_due")]
        constraints = [
            models.UniqueConstraint(fields=["booking", "change"], name="one_email_a_booking_and_change"),
            models.UniqueConstraint(fields=["booking", "reminder_of"], name="one_reminder_a_booking_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.pk})"


class BookingTotals(models.Model):
    """The numbers of an event's bookings whose personal data has been deleted."""

    wagtail_reference_index_ignore = True

    event = models.OneToOneField("events.EventPage", on_delete=models.CASCADE, related_name="booking_totals")
    confirmed = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    cancelled = models.PositiveIntegerField(default=0)
    attended = models.PositiveIntegerField(default=0)
    deleted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.confirmed} + {self.waiting}"
