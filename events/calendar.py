"""Calendar files of events: iCalendar (RFC 5545) with the properties of RFC 7986.

An event keeps its UID for life. Its SEQUENCE comes from the published changes (``models.changes``). DTSTAMP and
LAST-MODIFIED say when the event changed last, so that the same event gives the same file at any time (RFC 5545, 3.8.7.2
and 3.8.7.3). A cancelled event says so in STATUS and in its summary, because not every calendar shows the first. A
postponed one, which has no date yet, stays TENTATIVE on the old date.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import vCalAddress, vDuration, vText, vUri

from .times import is_ambiguous, to_utc, to_zone
from .vtimezone import make_vtimezone

PRODID = "-//Roundtable//Events//EN"
#: How often subscribers should load the file again (RFC 7986, 5.7; X-PUBLISHED-TTL is Microsoft's older name).
REFRESH_INTERVAL = timedelta(hours=4)
#: Characters that text may not hold (RFC 5545, 3.3.11, CONTROL). Line ends become one character, which is escaped.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def strip_controls(text: str) -> str:
    return CONTROL_CHARACTERS.sub("", text)


def one_line(text: str) -> str:
    """Return ``text`` without line ends, which a parameter may not hold (RFC 5545, 3.1)."""
    return " ".join(strip_controls(text).split())


def get_summary(event) -> str:
    """Return the title; the status goes before it if the event is cancelled or postponed."""
    if event.status == event.Status.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": event.title}
    if event.status == event.Status.POSTPONED:
        return _("Postponed: %(title)s") % {"title": event.title}
    return event.title


def get_status(event) -> str:
    """Return the STATUS of the event (RFC 5545, 3.8.1.11)."""
    return {event.Status.CANCELLED: "CANCELLED", event.Status.POSTPONED: "TENTATIVE"}.get(event.status, "CONFIRMED")


def get_transparency(event) -> str:
    """Return the TRANSP (RFC 5545, 3.8.2.7): only what takes place at a set time makes a subscriber busy."""
    return "TRANSPARENT" if event.all_day or event.is_cancelled_or_postponed else "OPAQUE"


def get_description(event) -> str:
    """Return status, summary, speakers and link to join: what one needs to know without opening the page."""
    state = ". ".join(filter(None, (event.status_message, event.status_reason.rstrip("."))))
    names = ", ".join(speaker.display_name for speaker in event.shown_speakers)
    join = event.online_url if event.is_online and not event.is_cancelled_or_postponed else ""
    parts = (
        state and f"{state}.",
        event.summary,
        names and _("With %(names)s.") % {"names": names},
        join and _("Join online: %(url)s") % {"url": join},
        event.full_url,
    )
    return "\n\n".join(filter(None, parts))


def get_organiser(event, organisation: str) -> vCalAddress:
    """Return the ORGANIZER (RFC 5545, 3.8.4.3): another one with their web address, or this site's organisation."""
    if event.organiser:
        organiser = vCalAddress(event.organiser_url or event.full_url)
        organiser.params["CN"] = one_line(event.organiser)
        return organiser
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organiser = vCalAddress(f"mailto:{address}")
    organiser.params["CN"] = one_line(organisation) or name or settings.WAGTAIL_SITE_NAME
    return organiser


def to_calendar_time(moment: datetime, zone: str) -> datetime:
    """Return ``moment`` in the event's time zone, or in UTC if its local time is ambiguous.

    When clocks go back, an hour comes twice, and calendar programs disagree which of the two is meant.
    """
    local = to_zone(moment, zone)
    return to_utc(moment) if zone == "UTC" or is_ambiguous(local) else local


def get_start_and_end(event) -> tuple[date, date] | tuple[datetime, datetime]:
    """Return start and (exclusive) end: dates for an all-day event, else times."""
    if event.all_day:
        return event.first_day, event.day_after
    return to_calendar_time(event.starts_at, event.timezone), to_calendar_time(event.ends_at, event.timezone)


def add_location(component: icalendar.Event, event) -> None:
    if event.location:
        component.add("location", strip_controls(event.location))
    elif event.is_online:
        component.add("location", event.online_url or _("Online"))
    venue = event.venue if event.is_in_person else None
    if venue and venue.latitude is not None and venue.longitude is not None:
        component.add("geo", (float(venue.latitude), float(venue.longitude)))
    if event.is_online and event.online_url:
        label = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": _("Join online")}
        component.add("conference", vUri(event.online_url), parameters=label)


def make_component(event, organisation: str) -> icalendar.Event:
    component = icalendar.Event()
    start, end = get_start_and_end(event)
    component.add("uid", str(event.uid))
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.modified_at)
    component.add("last-modified", event.modified_at)
    component.add("dtstart", start)
    component.add("dtend", end)
    component.add("summary", strip_controls(get_summary(event)))
    component.add("description", strip_controls(get_description(event)))
    component.add("status", get_status(event))
    component.add("transp", get_transparency(event))
    component.add("url", event.full_url)
    component.add("organizer", get_organiser(event, organisation))
    if event.topic_list:
        component.add("categories", [strip_controls(topic.title) for topic in event.topic_list])
    add_location(component, event)
    return component


def make_calendar(events: Iterable, organisation: str, name: str = "", url: str = "") -> bytes:
    """Return the iCalendar file of ``events``, including the rules of their time zones.

    ``organisation`` is the site's; it is the organiser of every event that names no other. ``name`` and ``url`` are
    for a calendar that people subscribe to.
    """
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", one_line(name))
        calendar.add("x-wr-calname", vText(one_line(name)))
        calendar.add("url", url)
        calendar.add("refresh-interval", REFRESH_INTERVAL, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH_INTERVAL).to_ical().decode())
    components = [make_component(event, organisation) for event in events]
    for zone, times in get_local_times(components).items():
        calendar.add_component(make_vtimezone(zone, min(times), max(times)))
    for component in components:
        calendar.add_component(component)
    return calendar.to_ical()


def get_local_times(components: Iterable[icalendar.Event]) -> dict[str, list[datetime]]:
    """Return the starts and ends by time zone, but for those in UTC and for days, which need none."""
    times = defaultdict(list)
    for component in components:
        for moment in (component.start, component.end):
            if isinstance(moment, datetime) and isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key != "UTC":
                times[moment.tzinfo.key].append(moment.replace(tzinfo=None))
    return times
