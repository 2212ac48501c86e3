"""The sources of personal data in this app: bookings with their e-mails, forms, and messages of editors."""

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.email_addresses import AddressQuery
from core.personal_data import TextSource, describe, register_source

from . import services
from .models import Booking


class BookingSource(TextSource):
    """Bookings under the address, with the e-mails about them; and mentions of it in what somebody else wrote."""

    def get_title(self, row: models.Model) -> str:
        assert isinstance(row, Booking)
        return f"{row.event.title}: {row.status_label}"

    def get_details(self, row: models.Model) -> dict[str, str]:
        assert isinstance(row, Booking)
        details = describe(row, ["name", "email", "access_needs"])
        details |= {answer["label"]: str(answer["value"]) for answer in row.answers if answer["value"]}
        emails = [f"{email.get_kind_display()}, {_as_date(email.created_at)}" for email in row.emails.all()]
        return details | {
            gettext("Booked"): _as_date(row.created_at),
            gettext("Came"): {True: gettext("Yes"), False: gettext("No"), None: gettext("Not marked")}[row.attended],
            gettext("E-mails"): "; ".join(emails),
        }

    def erase_row(self, row: models.Model, query: AddressQuery) -> None:
        assert isinstance(row, Booking)
        if query.is_mentioned_in(row.email):
            services.erase(row)
        else:
            super().erase_row(row, query)


def _as_date(moment) -> str:
    return date_format(localtime(moment), "j F Y, H:i")


def get_list_url(booking: Booking) -> str:
    return reverse("bookings:list", args=[booking.event_id])


register_source(
    BookingSource(
        "bookings",
        _("Bookings and waiting lists"),
        "bookings.Booking",
        ["name", "email", "access_needs", "answers"],
        redact=True,
        get_url=get_list_url,
    )
)
register_source(
    TextSource("booking-forms", _("Booking forms of the last twelve hours"), "bookings.BookingSubmission", ["email"])
)
register_source(
    TextSource(
        "booking-emails", _("Errors in sending booking e-mails"), "bookings.BookingEmail", ["error"], redact=True
    )
)
register_source(
    TextSource(
        "booking-messages",
        _("Messages to those who booked"),
        "bookings.BookingMessage",
        ["subject", "body"],
        redact=True,
        get_url=lambda message: reverse("bookings:write", args=[message.event_id]),
    )
)
