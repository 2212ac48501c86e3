"""The e-mails to those who booked: for each kind a text and an HTML template (``templates/emails``)."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from content.extension import get_route_path
from events.calendar import make_calendar
from events.models import EventPage
from events.status import CANCELLED_OR_POSTPONED, Status
from events.times import to_zone

from .differences import get_day, get_differences, get_new_status, say_span
from .models import Booking, BookingEmail, EventChange
from .tokens import make_booking_token

#: The e-mails to which the calendar file is attached, if the booking is confirmed.
KINDS_WITH_CALENDAR = {
    *(BookingEmail.Kind.CONFIRMED, BookingEmail.Kind.PROMOTED, BookingEmail.Kind.MESSAGE),
    *(BookingEmail.Kind.CHANGED, BookingEmail.Kind.REMINDER),
}


def compose(email: BookingEmail) -> EmailMultiAlternatives:
    """Return the e-mail, ready to be sent, about the event and the booking as they are now."""
    context = get_context(email)
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


def get_preview(change: EventChange) -> str:
    """Return the text of the e-mail about ``change`` as somebody with a place would get it, for the editor."""
    status = Booking.Status.CONFIRMED
    booking = Booking(event=change.event, name=_("(name)"), email="name@example.org", status=status)
    email = BookingEmail(booking=booking, kind=BookingEmail.Kind.CHANGED, change=change)
    # Each has an address of their own there.
    context = get_context(email) | {"booking_url": f"{change.event.full_url}booking/…/"}
    return f"{get_subject(email)}\n\n{render_to_string('emails/changed.txt', context)}"


def get_context(email: BookingEmail) -> dict[str, Any]:
    booking = email.booking
    event = booking.event
    token = make_booking_token(booking)
    context = {
        "booking": booking,
        "event": event,
        "event_url": event.full_url,
        "booking_url": event.full_url + get_route_path(EventPage, "booking", token),
        "organisation": event.get_site().site_name or settings.WAGTAIL_SITE_NAME,
        "message": email.message,
        "is_today": is_today(event),
    }
    return context | get_change_context(email.change) if email.change else context


def get_subject(email: BookingEmail) -> str:
    title = email.booking.event.title
    if email.kind == BookingEmail.Kind.MESSAGE:
        assert email.message is not None
        return f"{email.message.subject} – {title}"
    if email.kind == BookingEmail.Kind.CHANGED:
        assert email.change is not None
        return get_change_subject(email.change) % {"title": title}
    today = _("Today: %(title)s")
    subjects: dict[str, str] = {
        BookingEmail.Kind.ADDRESS: _("Please confirm your address: %(title)s"),
        BookingEmail.Kind.CONFIRMED: _("Your place: %(title)s"),
        BookingEmail.Kind.WAITING: _("You are on the waiting list: %(title)s"),
        BookingEmail.Kind.PROMOTED: _("You have a place now: %(title)s"),
        BookingEmail.Kind.CANCELLED: _("Your booking is cancelled: %(title)s"),
        BookingEmail.Kind.REMINDER: today if is_today(email.booking.event) else _("Tomorrow: %(title)s"),
    }
    return subjects[email.kind] % {"title": title}


def is_today(event: EventPage) -> bool:
    """Whether the event is today, by the clocks of its place: a reminder may have waited."""
    return event.first_day == to_zone(timezone.now(), event.timezone).date()


def get_change_context(change: EventChange) -> dict[str, Any]:
    """Return what ``changed.txt`` needs: ``sentence`` says the new status, and the rest what was and what is."""
    status = get_new_status(change.before, change.after)
    is_off = change.after["status"] in CANCELLED_OR_POSTPONED
    return {
        "sentence": get_status_sentence(status, change.before),
        "reason": "" if change.after["status"] in {Status.SCHEDULED, Status.FULL} else change.reason,
        "differences": get_differences(change.before, change.after),
        "was": say_span(change.before) if is_off else "",
        "is_cancelled": change.after["status"] == Status.CANCELLED,
    }


def get_status_sentence(status: str, before: dict[str, Any]) -> str:
    if status == Status.SCHEDULED and before["status"] in CANCELLED_OR_POSTPONED:
        return _("An event that you booked for takes place after all.")
    sentences: dict[str, str] = {
        Status.CANCELLED: _("An event that you booked for has been cancelled."),
        Status.POSTPONED: _("An event that you booked for has been postponed. We will write when it has a new date."),
        Status.RESCHEDULED: _("An event that you booked for has a new date."),
        Status.ONLINE: _("An event that you booked for takes place online. You can join from where you are."),
    }
    return sentences.get(status, _("Something has changed about an event that you booked for."))


def get_change_subject(change: EventChange) -> str:
    before, after = change.before, change.after
    status = get_new_status(before, after)
    subjects: dict[str, str] = {
        Status.CANCELLED: _("Cancelled: %(title)s"),
        Status.POSTPONED: _("Postponed: %(title)s"),
        Status.ONLINE: _("Moved online: %(title)s"),
    }
    if status in subjects:
        return subjects[status]
    if get_day(before) != get_day(after):
        return _("New date: %(title)s")
    if status == Status.SCHEDULED and before["status"] in CANCELLED_OR_POSTPONED:
        return _("Takes place after all: %(title)s")
    return _("New time: %(title)s") if say_span(before) != say_span(after) else _("Changed: %(title)s")


def one_line(text: str) -> str:
    """Return ``text`` without line ends: a header that holds it cannot begin another one (RFC 5322, 2.2)."""
    return " ".join(text.split())
