"""The location of an event: a venue that many events share, a place of its own, a link to join online, or both."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from content.body.search_text import content_changed
from core.fields import WebAddressField

from ..venue_form import VenueForm


class Venue(index.Indexed, models.Model):  # type: ignore[django-manager-missing]  # see EventPage
    """A place where events are held, described once."""

    name = models.CharField(_("name"), max_length=255, help_text=_("E.g. “Quay House”."))
    street_address = models.TextField(
        _("street address"), blank=True, help_text=_("One line each, e.g. “2 Custom Quay”. No town or postcode.")
    )
    locality = models.CharField(_("town or city"), max_length=120, blank=True, help_text=_("E.g. “Manchester”."))
    region = models.CharField(_("county or region"), max_length=120, blank=True, help_text=_("E.g. “Kent”."))
    postal_code = models.CharField(_("postcode"), max_length=20, blank=True, help_text=_("E.g. “M15 6BH”."))
    country = models.CharField(
        _("country"), max_length=80, blank=True, help_text=_("Needed for a venue abroad only, e.g. “Denmark”.")
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees, e.g. 53.470800. For calendars, which show it on a map."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees, west of Greenwich with a minus, e.g. -2.238500."),
    )
    map_url = WebAddressField(
        _("map"), blank=True, help_text=_("A link to a map, e.g. https://www.openstreetmap.org/#map=18/53.4708/-2.2385")
    )
    directions = models.TextField(
        _("how to get there"), blank=True, help_text=_("E.g. “Ten minutes on foot from Oxford Road station.”")
    )
    step_free_access = models.CharField(
        _("step-free access"),
        max_length=255,
        blank=True,
        help_text=_("E.g. “Level from the street, lift to all floors.”"),
    )
    hearing_loop = models.CharField(
        _("hearing loop"),
        max_length=255,
        blank=True,
        help_text=_("E.g. “In the hall; ask the steward for a receiver.”"),
    )
    facilities = models.CharField(
        _("other facilities"),
        max_length=255,
        blank=True,
        help_text=_("E.g. “Accessible toilet, quiet room, cycle stands.”"),
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    #: Whether those concerned are told of a new name or address by whatever saves the venue now.
    change_is_told = True

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("locality"),
        index.AutocompleteField("locality"),
    ]
    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [
                FieldPanel("street_address"),
                FieldRowPanel([FieldPanel("locality"), FieldPanel("region")]),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("country")]),
            ],
            heading=_("Address"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("directions"),
                FieldPanel("map_url"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("How to get there"),
        ),
        MultiFieldPanel(
            [FieldPanel("step_free_access"), FieldPanel("hearing_loop"), FieldPanel("facilities")],
            heading=_("Access"),
        ),
        FieldPanel("change_is_told"),
    ]
    base_form_class = VenueForm

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.locality)))

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        """Save, and record a published change of the events to come: calendars, and those who booked, have to learn it.

        All events at the venue, past ones too, are indexed for search again.
        """
        self.changed_at = timezone.now()
        super().save(*args, **kwargs)
        events: Any = self.events
        for event in events.live().upcoming():
            event.change_is_told = self.change_is_told
            event.save(clean=False, update_fields=["venue"])
        content_changed.send(
            type(self), page_ids=list(events.live().order_by("-starts_at").values_list("pk", flat=True))
        )

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: _("A point on the map needs both numbers. Write this one too.")})

    @property
    def address_lines(self) -> list[str]:
        town = " ".join(filter(None, (self.locality, self.postal_code)))
        return [line for line in (*self.street_address.splitlines(), town, self.region, self.country) if line.strip()]

    @property
    def full_address(self) -> str:
        """Name and address in one line."""
        return ", ".join([self.name, *self.address_lines])


class Attendance(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class LocationMixin(models.Model):
    """A venue, a room there or another place (``place``), and a link for those who join online."""

    Attendance = Attendance

    attendance = models.CharField(
        _("attendance"), max_length=20, choices=Attendance.choices, default=Attendance.IN_PERSON
    )
    venue = models.ForeignKey(
        Venue,
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        help_text=_("Address, travel and access are described there once, for every event held in it."),
    )
    place = models.CharField(
        _("room or place"),
        max_length=255,
        blank=True,
        help_text=_("A room at the venue, e.g. “The reading room”; or where it is, if it has no venue above."),
    )
    online_url = WebAddressField(
        _("link to join online"), blank=True, help_text=_("Shown to everybody, e.g. https://example.org/live")
    )
    booking_url = WebAddressField(
        _("booking link"), blank=True, help_text=_("Where to book, if not here, e.g. https://example.org/book")
    )

    class Meta:
        abstract = True

    @property
    def is_in_person(self) -> bool:
        """Whether visitors can come to a place."""
        return self.attendance != Attendance.ONLINE

    @property
    def is_online(self) -> bool:
        return self.attendance != Attendance.IN_PERSON

    @property
    def place_name(self) -> str:
        """Room and venue, for lists."""
        return ", ".join(filter(None, (self.place, self.venue.name if self.venue else ""))) if self.is_in_person else ""

    @property
    def location(self) -> str:
        """Room, venue and address in one line; empty for what is online only."""
        parts = (self.place, self.venue.full_address if self.venue else "")
        return ", ".join(filter(None, parts)) if self.is_in_person else ""

    def get_location_errors(self) -> dict[str, Any]:
        """Return what visitors still need to know to take part: an error for each field that lacks it."""
        errors: dict[str, Any] = {}
        if self.is_in_person and not (self.venue_id or self.place):
            errors["venue"] = _("Choose a venue or write a place, so that people know where to go.")
        if self.is_online and not (self.online_url or self.booking_url):
            errors["online_url"] = _(
                "Write a link to join, so that people know how; or a booking link, if you write to those who book."
            )
        return errors
