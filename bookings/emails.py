"""The e-mails to those who booked: for each kind a text and an HTML template (``templates/emails``)."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from content.extension import get_route_path
from events.calendar import make_calendar
from events.models import EventPage

from .models import Booking, BookingEmail
from .tokens import make_booking_token

#: The e-mails to which the calendar file is attached, if the booking is confirmed.
KINDS_WITH_CALENDAR = {BookingEmail.Kind.CONFIRMED, BookingEmail.Kind.PROMOTED, BookingEmail.Kind.MESSAGE}


def compose(email: BookingEmail) -> EmailMultiAlternatives:
    """Return the e-mail, ready to be sent, about the event and the booking as they are now."""
    context = get_context(email.booking) | {"message": email.message}
    message = EmailMultiAlternatives(
        subject=one_line(get_subject(email)),
        body=render_to_string(f"emails/{email.kind}.txt", context),
        # The address alone: a name that somebody typed has no place in a header.
        to=[email.booking.email],
        alternatives=[(render_to_string(f"emails/{email.kind}.html", context), "text/html")],
        headers={"Auto-Submitted": "auto-generated"},
    )
    if email.booking.is_confirmed and email.kind in KINDS_WITH_CALENDAR:
        calendar = make_calendar([context["event"]], context["organisation"])
        message.attach(f"{context['event'].slug}.ics", calendar.decode(), "text/calendar")
    return message


def get_context(booking: Booking) -> dict[str, Any]:
    event = booking.event
    token = make_booking_token(booking)
    return {
        "booking": booking,
        "event": event,
        "event_url": event.full_url,
        "booking_url": event.full_url + get_route_path(EventPage, "booking", token),
        "organisation": event.get_site().site_name or settings.WAGTAIL_SITE_NAME,
    }


def get_subject(email: BookingEmail) -> str:
    title = email.booking.event.title
    if email.kind == BookingEmail.Kind.MESSAGE:
        assert email.message is not None
        return f"{email.message.subject} – {title}"
    subjects: dict[str, str] = {
        BookingEmail.Kind.ADDRESS: _("Please confirm your address: %(title)s"),
        BookingEmail.Kind.CONFIRMED: _("Your place: %(title)s"),
        BookingEmail.Kind.WAITING: _("You are on the waiting list: %(title)s"),
        BookingEmail.Kind.PROMOTED: _("You have a place now: %(title)s"),
        BookingEmail.Kind.CANCELLED: _("Your booking is cancelled: %(title)s"),
    }
    return subjects[email.kind] % {"title": title}


def one_line(text: str) -> str:
    """Return ``text`` without line ends: a header that holds it cannot begin another one (RFC 5322, 2.2)."""
    return " ".join(text.split())
