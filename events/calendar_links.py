"""Ways to keep a date: the file, the subscription, and the forms of two large calendars, as plain links."""

from datetime import UTC
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

FEED = "calendar.ics"


def subscription(page) -> dict[str, str]:
    """Return the addresses of a page's calendar: one that calendar programmes open, and the plain one."""
    address = f"{page.full_url}{FEED}"
    return {"subscribe": f"webcal://{address.partition('://')[2]}", "file": address}


def google_link(event) -> str:
    """https://calendar.google.com/calendar/render takes days, or times on the clocks of ``ctz``."""
    if event.all_day:
        span = f"{event.first_day:%Y%m%d}/{event.day_after:%Y%m%d}"
    else:
        span = f"{event.local_start:%Y%m%dT%H%M%S}/{event.local_end:%Y%m%dT%H%M%S}"
    query = {
        "action": "TEMPLATE",
        "text": event.title,
        "dates": span,
        "ctz": event.timezone,
        "details": details(event),
        "location": event.location or event.online_url,
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(query, quote_via=quote)}"


def outlook_link(event, host: str) -> str:
    """Outlook's form for a new event, at ``outlook.live.com`` or, at work and school, ``outlook.office.com``."""
    if event.all_day:
        start, end = event.first_day.isoformat(), event.day_after.isoformat()
    else:
        start, end = (f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for moment in (event.starts_at, event.ends_at))
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": event.title,
        "startdt": start,
        "enddt": end,
        "allday": "true" if event.all_day else "false",
        "body": details(event),
        "location": event.location or event.online_url,
    }
    return f"https://{host}/calendar/0/action/compose?{urlencode(query, quote_via=quote)}"


def details(event) -> str:
    return "\n\n".join(filter(None, (event.summary, event.full_url)))


def calendar_links(event) -> list[dict[str, str]]:
    """Return label and address of each way to keep the date of an event that is still to come."""
    if event.is_past or event.is_off or not event.has_times:
        return []
    return [
        {"label": _("Calendar file (.ics)"), "url": f"{event.full_url}event.ics"},
        {"label": _("Google Calendar"), "url": google_link(event)},
        {"label": _("Outlook.com"), "url": outlook_link(event, "outlook.live.com")},
        {"label": _("Outlook at work or school"), "url": outlook_link(event, "outlook.office.com")},
    ]
