"""Links to add an event to a calendar: the file, the subscription, and the forms of Google and Outlook."""

from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from .times import to_utc

FEED_NAME = "calendar.ics"


def get_subscription_links(page) -> dict[str, str]:
    """Return the addresses of a page's calendar: ``subscribe`` opens a calendar program, ``file`` is the file."""
    address = f"{page.full_url}{FEED_NAME}"
    return {"subscribe": f"webcal://{address.partition('://')[2]}", "file": address}


def make_google_link(event) -> str:
    """Return a link to Google's form for a new event, which takes days, or local times in the time zone ``ctz``."""
    if event.all_day:
        span = f"{event.first_day:%Y%m%d}/{event.day_after:%Y%m%d}"
    elif event.is_in_double_hour:
        span = f"{to_utc(event.starts_at):%Y%m%dT%H%M%SZ}/{to_utc(event.ends_at):%Y%m%dT%H%M%SZ}"
    else:
        span = f"{event.local_start:%Y%m%dT%H%M%S}/{event.local_end:%Y%m%dT%H%M%S}"
    query = {
        "action": "TEMPLATE",
        "text": event.title,
        "dates": span,
        "ctz": event.timezone,
        "details": make_details(event),
        "location": event.location or event.online_url,
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(query, quote_via=quote)}"


def make_outlook_link(event, host: str) -> str:
    """Return a link to Outlook's form for a new event: ``outlook.live.com`` or, at work, ``outlook.office.com``."""
    if event.all_day:
        start, end = event.first_day.isoformat(), event.day_after.isoformat()
    else:
        start, end = (f"{to_utc(moment):%Y-%m-%dT%H:%M:%SZ}" for moment in (event.starts_at, event.ends_at))
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": event.title,
        "startdt": start,
        "enddt": end,
        "allday": "true" if event.all_day else "false",
        "body": make_details(event),
        "location": event.location or event.online_url,
    }
    return f"https://{host}/calendar/0/action/compose?{urlencode(query, quote_via=quote)}"


def make_details(event) -> str:
    return "\n\n".join(filter(None, (event.summary, event.full_url)))


def get_calendar_links(event) -> list[dict[str, str]]:
    """Return label and URL of each way to add an event that is still to come to a calendar."""
    if event.is_past or event.is_cancelled_or_postponed or not event.has_times:
        return []
    return [
        {"label": _("Calendar file (.ics)"), "url": f"{event.full_url}event.ics"},
        {"label": _("Google Calendar"), "url": make_google_link(event)},
        {"label": _("Outlook.com"), "url": make_outlook_link(event, "outlook.live.com")},
        {"label": _("Outlook at work or school"), "url": make_outlook_link(event, "outlook.office.com")},
    ]
