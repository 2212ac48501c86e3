"""How long a booking holds a place until its e-mail address is confirmed, if the editor of the event asks for that.

Anybody can type somebody else's address. So a stranger gets one e-mail, whatever becomes of the booking meanwhile, and
is forgotten after the deadline. Until then the booking has its place, or its position on the waiting list, like any
other: confirming changes neither, and nobody overtakes it.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from events.models import EventPage

HELD = timedelta(hours=24)


def get_deadline(event: EventPage) -> datetime:
    """Return until when an address may be confirmed: 24 hours from now, or when the event begins."""
    now = timezone.now()
    deadline = now + HELD
    return min(deadline, event.starts_at) if event.starts_at and event.starts_at > now else deadline
