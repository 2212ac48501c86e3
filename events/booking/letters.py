"""The words of the e-mails to those who booked: one text and one plain HTML template a kind (``templates/emails``)."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ..calendar import make_calendar
from .models import Booking, BookingEmail

#: What goes with the event for somebody's calendar, if they have a place.
WITH_CALENDAR = {BookingEmail.Kind.CONFIRMED, BookingEmail.Kind.PROMOTED, BookingEmail.Kind.MESSAGE}


def compose(email: BookingEmail) -> EmailMultiAlternatives:
    """Return the e-mail, ready to be sent, as the event and the booking are now."""
    context = letter_context(email.booking) | {"message": email.message}
    letter = EmailMultiAlternatives(
        subject=one_line(subject_of(email)),
        body=render_to_string(f"emails/{email.kind}.txt", context),
        # The address alone: a name that somebody typed has no place in a header.
        to=[email.booking.email],
        alternatives=[(render_to_string(f"emails/{email.kind}.html", context), "text/html")],
        headers={"Auto-Submitted": "auto-generated"},
    )
    if email.booking.is_confirmed and email.kind in WITH_CALENDAR:
        calendar = make_calendar([context["event"]], context["organisation"])
        letter.attach(f"{context['event'].slug}.ics", calendar.decode(), "text/calendar")
    return letter


def letter_context(booking: Booking) -> dict:
    from .tokens import booking_token

    event = booking.event
    token = booking_token(booking)
    return {
        "booking": booking,
        "event": event,
        "event_address": event.full_url,
        "booking_address": event.booking_address("booking", token),
        "cancel_address": event.booking_address("cancel_booking", token),
        "organisation": event.get_site().site_name or settings.WAGTAIL_SITE_NAME,
    }


def subject_of(email: BookingEmail) -> str:
    title = email.booking.event.title
    if email.kind == BookingEmail.Kind.MESSAGE:
        return f"{email.message.subject} – {title}"
    return {
        BookingEmail.Kind.CONFIRMED: _("Your place: %(title)s"),
        BookingEmail.Kind.WAITING: _("You are on the waiting list: %(title)s"),
        BookingEmail.Kind.PROMOTED: _("You have a place now: %(title)s"),
        BookingEmail.Kind.CANCELLED: _("Your booking is cancelled: %(title)s"),
    }[email.kind] % {"title": title}


def one_line(text: str) -> str:
    """Return ``text`` as it may stand in a header (RFC 5322, 2.2): whatever it holds, it cannot begin another one."""
    return " ".join(text.split())
